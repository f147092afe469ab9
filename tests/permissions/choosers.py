"""The choosers of situations, actors and places: open to everybody in the admin. A situation that is being
prepared is offered to those alone who may look at situations.
"""

from __future__ import annotations

TABLE = """
#                                    anon. writer other  journa-  section  fact     author   mode- admin
#                                                 writer list     editor   editor            rator
choose_situation:choose          GET login 200    200    200:sees 200:sees 200:sees 200:sees 200   200:sees
choose_situation:choose_results  GET login 200    200    200:sees 200:sees 200:sees 200:sees 200   200:sees
choose_situation:chosen          GET login 200    200    200      200      200      200      200   200
choose_situation:chosen@prepared GET login 404    404    200:sees 200:sees 200:sees 200:sees 404   200:sees
choose_situation:chosen_multiple GET login 200    200    200:sees 200:sees 200:sees 200:sees 200   200:sees
choose_actor:choose              GET login 200    200    200      200      200      200      200   200
choose_actor:choose_results      GET login 200    200    200      200      200      200      200   200
choose_actor:chosen              GET login 200    200    200      200      200      200      200   200
choose_actor:chosen_multiple     GET login 200    200    200      200      200      200      200   200
choose_place:choose              GET login 200    200    200      200      200      200      200   200
choose_place:choose_results      GET login 200    200    200      200      200      200      200   200
choose_place:chosen              GET login 200    200    200      200      200      200      200   200
choose_place:chosen_multiple     GET login 200    200    200      200      200      200      200   200
"""
