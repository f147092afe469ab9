"""What readers and machines see: the same for everybody, whoever they are."""

from __future__ import annotations

# Rows of which a cell says, too, whether the public figure is there; and those that no form reaches.
PREFIXES = ("public:", "/")
_ROWS = """
public:box                        200:shown
public:box@prepared               404
public:embed                      200:shown
public:embed@prepared             404
public:oembed                     200
public:oembed@prepared            404
public:situation_in_any_language  302
public:situation                  200:shown
public:situation@prepared         404
public:feed                       200:shown
public:feed@prepared              404
public:picture                    200
public:picture@prepared           404
public:root                       302
public:situation-list             200
public:situation-detail           200
public:situation-detail@prepared  404
public:figure-list                200:shown
public:figure-detail              200:shown
public:figure-detail@waiting      404
public:figure-detail@rejected     404
public:figure-detail@correction   404
public:figure-detail@sport        404
public:figure-detail@password     404
public:figure-detail@groups       404
public:figure-detail@draft        404
public:figure-detail@withdrawn    404
public:figure-detail@gone         404
public:figure-detail@unannounced  404
public:event-list                 200:shown
public:event-detail               200:shown
public:event-detail@unannounced   404
public:schema                     200
public:docs                       200
public:nothing                    404
/healthz                          200
/readyz                           503
/readyz/web                       200
"""
EVERYBODY = 9
TABLE = "\n".join(
    f"{row} GET {' '.join([cell] * EVERYBODY)}"
    for row, cell in map(str.split, filter(None, _ROWS.splitlines()))
)
