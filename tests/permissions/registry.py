"""Situations, actors and places in Wagtail's lists and forms: Wagtail's permissions on the model decide.
Nothing that is in use is deleted, whoever asks.
"""

from __future__ import annotations

TABLE = """
#                               anon. writer other  journa-  section  fact     author   mode- admin
#                                            writer list     editor   editor            rator
situation:list             GET  login home   home   200:sees 200:sees 200:sees 200:sees home  200:sees
situation:list_results     GET  login home   home   200:sees 200:sees 200:sees 200:sees home  200:sees
situation:add              GET  login home   home   home     home     200      200      home  200
situation:add              POST login home   home   home     home     302:done 302:done home  302:done
situation:edit             GET  login home   home   home     home     200:sees 200:sees home  200:sees
situation:edit             POST login home   home   home     home     302:done 302:done home  302:done
situation:edit@prepared    GET  login home   home   home     home     200:sees 200:sees home  200:sees
situation:copy             GET  login home   home   home     home     200:sees 200:sees home  200:sees
situation:copy             POST login home   home   home     home     302:done 302:done home  302:done
situation:copy@prepared    GET  login home   home   home     home     200:sees 200:sees home  200:sees
situation:delete           GET  login home   home   home     home     home     home     home  200
situation:delete           POST login home   home   home     home     home     home     home  302:done
situation:delete@used      GET  login home   home   home     home     home     home     home  302
situation:delete@used      POST login home   home   home     home     home     home     home  302
situation:usage            GET  login home   home   home     home     200      200      home  200
situation:usage@prepared   GET  login home   home   home     home     200:sees 200:sees home  200:sees
situation:history          GET  login home   home   home     home     200      200      home  200
situation:history@prepared GET  login home   home   home     home     200:sees 200:sees home  200:sees
situation:history_results  GET  login home   home   home     home     200      200      home  200
situation:inspect          GET  login home   home   200:sees 200:sees 200:sees 200:sees home  200:sees
situation:inspect@prepared GET  login home   home   200:sees 200:sees 200:sees 200:sees home  200:sees
actor:list                 GET  login home   home   200      200      200      200      home  200
actor:list_results         GET  login home   home   200      200      200      200      home  200
actor:add                  GET  login home   home   home     home     200      200      home  200
actor:add                  POST login home   home   home     home     302:done 302:done home  302:done
actor:edit                 GET  login home   home   home     home     200      200      home  200
actor:edit                 POST login home   home   home     home     302:done 302:done home  302:done
actor:copy                 GET  login home   home   home     home     200      200      home  200
actor:copy                 POST login home   home   home     home     302:done 302:done home  302:done
actor:delete               GET  login home   home   home     home     home     home     home  200
actor:delete               POST login home   home   home     home     home     home     home  302:done
actor:usage                GET  login home   home   home     home     200      200      home  200
actor:history              GET  login home   home   home     home     200      200      home  200
actor:history_results      GET  login home   home   home     home     200      200      home  200
actor:inspect              GET  login home   home   200      200      200      200      home  200
place:list                 GET  login home   home   200      200      200      200      home  200
place:list_results         GET  login home   home   200      200      200      200      home  200
place:add                  GET  login home   home   home     home     200      200      home  200
place:add                  POST login home   home   home     home     302:done 302:done home  302:done
place:edit                 GET  login home   home   home     home     200      200      home  200
place:edit                 POST login home   home   home     home     302:done 302:done home  302:done
place:copy                 GET  login home   home   home     home     200      200      home  200
place:copy                 POST login home   home   home     home     302:done 302:done home  302:done
place:delete               GET  login home   home   home     home     home     home     home  200
place:delete               POST login home   home   home     home     home     home     home  302:done
place:usage                GET  login home   home   home     home     200      200      home  200
place:history              GET  login home   home   home     home     200      200      home  200
place:history_results      GET  login home   home   home     home     200      200      home  200
place:inspect              GET  login home   home   200      200      200      200      home  200
"""
