"""The reports: for those who decide, but the state of the newsroom for everybody at the desk."""

from __future__ import annotations

TABLE = """
#                              anon. writer other  journa- section  fact     author   mode- admin
#                                           writer list    editor   editor            rator
report:decisions           GET login home   home   home    200:sees 200:sees 200:sees home  200:sees
report:decisions@csv       GET login home   home   home    200      200      200      home  200
report:decisions@xlsx      GET login home   home   home    200      200      200      home  200
report:decisions_results   GET login home   home   home    200      200      200      home  200
report:proposals           GET login home   home   home    200:sees 200:sees 200:sees home  200:sees
report:proposals@csv       GET login home   home   home    200      200      200      home  200
report:proposals@xlsx      GET login home   home   home    200      200      200      home  200
report:proposals_results   GET login home   home   home    200      200      200      home  200
report:speed               GET login home   home   home    200:sees 200:sees 200:sees home  200:sees
report:speed@csv           GET login home   home   home    200:sees 200:sees 200:sees home  200:sees
report:speed@xlsx          GET login home   home   home    200:sees 200:sees 200:sees home  200:sees
report:speed_results       GET login home   home   home    200:sees 200:sees 200:sees home  200:sees
report:corrections         GET login home   home   home    200      200:sees 200:sees home  200:sees
report:corrections@csv     GET login home   home   home    200      200:sees 200:sees home  200:sees
report:corrections@xlsx    GET login home   home   home    200      200:sees 200:sees home  200:sees
report:corrections_results GET login home   home   home    200      200:sees 200:sees home  200:sees
report:state               GET login home   home   200     200      200      200      home  200
report:state               POST login home  home   home    home     302      302      home  302
"""
