"""The desk's own addresses. Decisions are asked for of the article at issue, which its author does not decide
on, and of articles whose claims are held from some: in the other section, private, never published, taken
down, deleted.
"""

from __future__ import annotations

TABLE = """
#                          anon. writer other  journa-  section  fact     author   mode- admin
#                                       writer list     editor   editor            rator
desk:queue            GET  login 403    403    200:sees 200:sees 200:sees 200:sees 403   200:sees
desk:queue@waiting    GET  login 403    403    200:sees 200:sees 200:sees 200:sees 403   200:sees
desk:queue@rejected   GET  login 403    403    200:sees 200:sees 200:sees 200:sees 403   200:sees
desk:queue@correction GET  login 403    403    200:sees 200      200:sees 200:sees 403   200:sees
desk:queue@sport      GET  login 403    403    200:sees 200      200:sees 200:sees 403   200:sees
desk:queue@password   GET  login 403    403    200      200      200      200:sees 403   200:sees
desk:queue@groups     GET  login 403    403    200      200      200      200:sees 403   200:sees
desk:queue@draft      GET  login 403    403    200      200:sees 200:sees 200:sees 403   200:sees
desk:queue@withdrawn  GET  login 403    403    200      200:sees 200:sees 200:sees 403   200:sees
desk:queue@gone       GET  login 403    403    200      200      200:sees 200:sees 403   200:sees
desk:queue@prepared   GET  login 403    403    200      200:sees 200:sees 200      403   200:sees
desk:ahead            GET  login 403    403    200:sees 200:sees 200:sees 200:sees 403   200:sees
desk:ahead@password   GET  login 403    403    200      200      200      200:sees 403   200:sees
desk:names            GET  login 403    403    200      200      200      200      403   200
desk:progress         GET  login 200    home   home     home     home     200      200   200
desk:progress@sport   GET  login home   200    home     home     home     home     200   200
desk:notice           GET  login home   home   200      200      200      200      home  200
desk:draft            GET  login 403    403    403      403      403      200:sees 403   200:sees
desk:draft@sport      GET  login 403    403    403      403      403      403      403   200:sees
desk:draft@password   GET  login 403    403    403      403      403      200:sees 403   200:sees
desk:draft@draft      GET  login 403    403    403      403      403      200:sees 403   200:sees
desk:twins            GET  login 403    403    200      200      200      200      403   200
desk:twins@sport      GET  login 403    403    200      404      200      200      403   200
desk:twins@password   GET  login 403    403    404      404      404      200      403   200
desk:twins@groups     GET  login 403    403    404      404      404      200      403   200
desk:twins@draft      GET  login 403    403    404      200      200      200      403   200
desk:twins@gone       GET  login 403    403    404      404      200      200      403   200
desk:around           GET  login 403    403    200      200      200      200      403   200
desk:together         GET  login 403    403    200:sees 200:sees 200:sees 200:sees 403   200:sees
desk:together         POST login 403    403    422      302:done 302:done 422      403   302:done
desk:together@sport   GET  login 403    403    200:sees 200      200:sees 200:sees 403   200:sees
desk:together@sport   POST login 403    403    422      422      302:done 302:done 403   302:done
desk:together@groups  GET  login 403    403    200      200      200      200:sees 403   200:sees
desk:together@groups  POST login 403    403    422      422      422      302:done 403   302:done
desk:together@draft   GET  login 403    403    200      200:sees 200:sees 200:sees 403   200:sees
desk:together@draft   POST login 403    403    422      302:done 302:done 302:done 403   302:done
desk:undo_together    POST login 403    403    404      404      302:done 404      403   404
desk:save_filter      POST login 403    403    302:done 302:done 302:done 302:done 403   302:done
desk:forget_filter    POST login 403    403    302      302      302:done 302      403   302
desk:presence         POST login 403    403    200      200      200      200      403   200
desk:presence@sport   POST login 403    403    200      404      200      200      403   200
desk:presence@groups  POST login 403    403    404      404      404      200      403   200
desk:presence@draft   POST login 403    403    404      200      200      200      403   200
desk:approve          GET  login 403    403    302      302      302      302      403   302
desk:approve          POST login 403    403    403      302:done 302:done 403      403   302:done
desk:approve@sport    POST login 403    403    403      404      302:done 302:done 403   302:done
desk:approve@password POST login 403    403    404      404      404      302:done 403   302:done
desk:approve@groups   POST login 403    403    404      404      404      302:done 403   302:done
desk:approve@draft    POST login 403    403    404      302:done 302:done 302:done 403   302:done
desk:approve@gone     POST login 403    403    404      404      403      403      403   403
desk:amend            GET  login 403    403    302      302      302      302      403   302
desk:amend            POST login 403    403    403      302:done 302:done 403      403   302:done
desk:amend@sport      POST login 403    403    403      404      302:done 302:done 403   302:done
desk:amend@groups     POST login 403    403    404      404      404      302:done 403   302:done
desk:reject           GET  login 403    403    302      302      302      302      403   302
desk:reject           POST login 403    403    403      302:done 302:done 403      403   302:done
desk:reject@sport     POST login 403    403    403      404      302:done 302:done 403   302:done
desk:reject@password  POST login 403    403    404      404      404      302:done 403   302:done
desk:reopen           GET  login 403    403    302      302      302      302      403   302
desk:reopen           POST login 403    403    403      302:done 302:done 403      403   302:done
desk:reopen@withdrawn POST login 403    403    404      302:done 302:done 302:done 403   302:done
desk:move             GET  login 403    403    302      302      302      302      403   302
desk:move             POST login 403    403    403      302:done 302:done 403      403   302:done
desk:move@sport       POST login 403    403    403      404      302:done 302:done 403   302:done
desk:pick             GET  login 403    403    302      302      302      302      403   302
desk:pick             POST login 403    403    403      302:done 302:done 403      403   302:done
desk:pick@withdrawn   POST login 403    403    404      302:done 302:done 302:done 403   302:done
desk:same             GET  login 403    403    302      302      302      302      403   302
desk:same             POST login 403    403    403      302:done 302:done 403      403   302:done
desk:same@sport       POST login 403    403    403      404      302:done 302:done 403   302:done
desk:same@with_sport  POST login 403    403    403      404      302:done 403      403   302:done
desk:apart            GET  login 403    403    302      302      302      302      403   302
desk:apart            POST login 403    403    403      302:done 302:done 403      403   302:done
desk:apart@with_sport POST login 403    403    403      404      302:done 403      403   302:done
desk:split            GET  login 403    403    302      302      302      302      403   302
desk:split            POST login 403    403    403      302:done 302:done 302:done 403   302:done
desk:add              GET  login 403    403    403      200      200      200      403   200
desk:add              POST login 403    403    403      302:done 302:done 302:done 403   302:done
desk:add@sport        GET  login 403    403    403      403      200:sees 200:sees 403   200:sees
desk:add@sport        POST login 403    403    403      403      302:done 302:done 403   302:done
desk:add@password     GET  login 403    403    403      403      403      200:sees 403   200:sees
desk:add@password     POST login 403    403    403      403      403      302:done 403   302:done
desk:add@gone         GET  login 403    403    403      403      403      403      403   403
desk:undo             POST login 403    403    403      403      302:done 403      403   403
desk:undo@withdrawn   POST login 403    403    404      403      302:done 403      403   403
desk:retry            POST login 403    403    403      302:done 302:done 302:done 403   302:done
desk:retry@sport      POST login 403    403    403      404      302      302      403   302
desk:retry@password   POST login 403    403    404      404      404      302      403   302
desk:retry@groups     POST login 403    403    404      404      404      302      403   302
desk:retry@withdrawn  POST login 403    403    404      302      302      302      403   302
desk:retry@gone       POST login 403    403    404      404      403      403      403   403
desk:merge_situation  GET  login home   home   home     home     200:sees 200:sees home  200:sees
desk:merge_situation  POST login home   home   home     home     302:done 302:done home  302:done
desk:close            POST login home   home   home     home     302:done 302:done home  302:done
desk:open             POST login home   home   home     home     302:done 302:done home  302:done
desk:merge_actor      GET  login home   home   home     home     200      200      home  200
desk:merge_actor      POST login home   home   home     home     302:done 302:done home  302:done
desk:merge_place      GET  login home   home   home     home     200      200      home  200
desk:merge_place      POST login home   home   home     home     302:done 302:done home  302:done
desk:unmerge          GET  login home   home   home     home     200      200      home  200
desk:unmerge          POST login home   home   home     home     302:done 302:done home  302:done
"""
