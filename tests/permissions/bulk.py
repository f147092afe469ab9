"""What Wagtail's lists do to many at once. Who may not do it to rows of the plugin is sent away: the page
names what is ticked. Articles join a situation by those who may edit them, live ones and those that somebody
has decided on by those who may publish them.
"""

from __future__ import annotations

TABLE = """
#                                  anon. writer   other  journa-  section  fact     author   mode-    admin
#                                                 writer list     editor   editor            rator
all:situation:delete          GET  login home     home   home     home     home     home     home     200
all:situation:delete          POST login home     home   home     home     home     home     home     302:done
all:situation:close           GET  login home     home   home     home     200      200      home     200
all:situation:close           POST login home     home   home     home     302:done 302:done home     302:done
all:situation:close@prepared  GET  login home     home   home     home     200:sees 200:sees home     200:sees
all:situation:delete@prepared GET  login home     home   home     home     home     home     home     302
all:situation:delete@war      GET  login home     home   home     home     home     home     home     302
all:situation:delete@war      POST login home     home   home     home     home     home     home     302
all:situation:reopen          GET  login home     home   home     home     200      200      home     200
all:situation:reopen          POST login home     home   home     home     302:done 302:done home     302:done
all:actor:delete              GET  login home     home   home     home     home     home     home     200
all:actor:delete              POST login home     home   home     home     home     home     home     302:done
all:place:delete              GET  login home     home   home     home     home     home     home     200
all:place:delete              POST login home     home   home     home     home     home     home     302:done
all:page:join_situation       GET  login 200      200    200      200      200      200      200      200:sees
all:page:join_situation       POST login 302      302    302      302      302      302      302:done 302:done
all:page:join_situation@draft GET  login 200:sees 200    200      200      200      200:sees 200:sees 200:sees
all:page:join_situation@draft POST login 302:done 302    302      302      302      302:done 302:done 302:done
"""
