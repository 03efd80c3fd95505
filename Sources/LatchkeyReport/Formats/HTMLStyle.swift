/// How the page looks.
enum HTMLStyle {
  /// The style sheet: colours for light and dark, headings of the matrix that stay in sight.
  static let sheet = """
    :root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d1d9e0;\
    --met:#dcefe2;--metink:#0f5132;--unmet:#b3261e;--unmetink:#fff;--unjudged:#ffd8a8;\
    --unjudgedink:#5c3200;--interrupted:#dfe3e8;--interruptedink:#333a42;--head:#f3f5f7}
    @media(prefers-color-scheme:dark){:root{--page:#0f1318;--ink:#e6e9ed;--soft:#9aa4af;\
    --line:#333b45;--met:#12351f;--metink:#9fe0b5;--unmet:#ff8a80;--unmetink:#2b0503;\
    --unjudged:#6b4510;--unjudgedink:#ffdca8;--interrupted:#3a424c;--interruptedink:#d5dae0;\
    --head:#1a2027}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:1.5rem;max-width:110rem;background:var(--page);color:var(--ink);\
    font:16px/1.5 system-ui,sans-serif}
    h1{font-size:1.6rem;margin:0}
    h2{font-size:1.2rem;margin:2rem 0 .5rem}
    .soft{color:var(--soft)}
    .counts{display:flex;flex-wrap:wrap;gap:.75rem;padding:0;margin:1rem 0;list-style:none}
    .counts li{padding:.5rem .9rem;border-radius:.5rem}
    .counts b{display:block;font-size:1.5rem;line-height:1.2}
    .met{background:var(--met);color:var(--metink)}
    .unmet{background:var(--unmet);color:var(--unmetink);font-weight:700}
    .unjudged{background:var(--unjudged);color:var(--unjudgedink);font-weight:700}
    .interrupted,.missing{background:var(--interrupted);color:var(--interruptedink)}
    .matrix{overflow:auto;max-height:80vh;width:fit-content;max-width:100%;scroll-padding:12rem 2rem 2rem 10rem;\
    border:1px solid var(--line);border-radius:.5rem}
    .matrix:focus-visible,a:focus-visible{outline:3px solid Highlight;outline-offset:2px}
    .matrix table{border-collapse:separate;border-spacing:0}
    .matrix th{background:var(--head);font-weight:500;font-size:.85rem;white-space:nowrap}
    .matrix thead th{position:sticky;top:0;z-index:1;vertical-align:bottom;\
    border-bottom:1px solid var(--line)}
    .matrix thead th span{display:inline-block;writing-mode:vertical-rl;transform:rotate(180deg);\
    max-height:20rem;overflow:hidden;text-overflow:ellipsis;padding:.4rem 0}
    .matrix tbody th{position:sticky;left:0;text-align:left;padding:0 .6rem;max-width:18rem;\
    overflow:hidden;text-overflow:ellipsis;border-right:1px solid var(--line)}
    .matrix thead th:first-child{left:0;z-index:2;text-align:left;padding:.4rem .6rem;\
    border-right:1px solid var(--line)}
    .matrix td{min-width:2rem;height:2rem;padding:0 .2rem;text-align:center;white-space:nowrap;\
    border-right:1px solid var(--page);border-bottom:1px solid var(--page)}
    .matrix td a,.failures td a{color:inherit;text-decoration:none}
    .matrix td a{display:block;padding:.25rem 0}
    .legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;list-style:none;\
    color:var(--soft);font-size:.9rem}
    .failures{border-collapse:collapse;width:100%}
    .failures th,.failures td{padding:.5rem .6rem;border-bottom:1px solid var(--line);\
    text-align:left;vertical-align:top}
    .failures td{overflow-wrap:anywhere}
    .failures td:first-child{min-width:14rem}
    .failures td:nth-child(4),.failures td:nth-child(5){min-width:16rem}
    .failures td:nth-child(2),.failures td:nth-child(3),.failures td:last-child{white-space:nowrap}
    .failures .word{display:inline-block;padding:.05rem .5rem;border-radius:.4rem}
    .failures tr:target{outline:3px solid Highlight}
    .scroll{overflow-x:auto}
    @media(max-width:45rem){.failures thead{display:none}.failures tr,.failures td{display:block}\
    .failures tr{padding:.5rem 0;border-bottom:1px solid var(--line)}\
    .failures tr td{padding:.15rem 0;border:0;min-width:0;white-space:normal}}
    code{font-family:ui-monospace,monospace;font-size:.9em}
    @media print{.matrix{max-height:none;overflow:visible}}

    """

  /// What the page's policy calls the sheet (CSP level 3, §2.3.1): the base64 of its SHA-256. The
  /// tests compare the two.
  static let digest = "fo7xBm6tiMDYCL/zC7/Y6UMmD491zE19dEPOoB3zmi0="
}
