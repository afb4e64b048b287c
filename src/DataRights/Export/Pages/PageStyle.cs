namespace DataRights.Export.Pages;

/// <summary>The pages' only style sheet: light and dark, from phones to paper, either reading direction.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--fg:#1a1d21;--bg:#fff;--dim:#545c66;--line:#d5dae0;--soft:#f4f6f8;--link:#0a58ca;--edge:#6b7480}
        @media(prefers-color-scheme:dark){:root{--fg:#e6e9ed;--bg:#14171a;--dim:#a7afb9;--line:#363c44;--soft:#1d2126;--link:#8ab4f8;--edge:#8b949f}}
        *{box-sizing:border-box}
        body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg);overflow-wrap:anywhere}
        main,nav{margin:0 auto;max-width:76rem;padding:1rem}
        nav{padding-bottom:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
        main nav{padding:.5rem 0;align-items:center}
        a{color:var(--link);text-underline-offset:.15em}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0 .5rem}
        h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .5rem}
        h3{font-size:1.05rem;margin:1.5rem 0 .25rem}
        p{margin:.5rem 0;max-width:48rem}
        dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.25rem 1.25rem;margin:.75rem 0}
        dt{color:var(--dim)}
        dd{margin:0;min-width:0}
        dl.record{background:var(--soft);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
        dl.record dd{white-space:pre-wrap}
        ul{padding-inline-start:1.25rem}
        .note{color:var(--dim)}
        .cards{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.75rem}
        .cards li{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;background:var(--soft)}
        .cards a{font-weight:600}
        .cards p{margin:.25rem 0 0}
        .pictures{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr));gap:.75rem}
        .pictures li{border:1px solid var(--line);border-radius:.5rem;padding:.5rem}
        .pictures img{display:block;width:100%;height:11rem;object-fit:contain;background:var(--soft);margin-bottom:.5rem}
        .find{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;max-width:none}
        .find label{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center}
        .find input{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--edge);border-radius:.35rem;padding:.35rem .6rem;min-width:min(18rem,100%)}
        .find span{color:var(--dim)}
        .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;margin:.75rem 0}
        table{border-collapse:collapse;font-size:.9rem;width:100%;overflow-wrap:break-word}
        th,td{padding:.4rem .75rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
        td{max-width:26rem;white-space:pre-wrap}
        th{background:var(--soft);white-space:nowrap;font-weight:600}
        tbody tr:last-child>*{border-bottom:0}
        .number{text-align:end;font-variant-numeric:tabular-nums}
        td.number{white-space:nowrap}
        time{white-space:nowrap}
        th button{font:inherit;color:inherit;background:none;border:0;padding:.25rem 0;min-height:1.5rem;cursor:pointer;text-decoration:underline dotted;text-underline-offset:.25em}
        th[aria-sort=ascending] button::after{content:" \2191"}
        th[aria-sort=descending] button::after{content:" \2193"}
        .null{color:var(--dim);font-style:italic}
        @media(max-width:40rem){
        main,nav{padding:.75rem}
        main nav{padding:.5rem 0}
        dl{grid-template-columns:1fr;gap:0}
        dd{margin-bottom:.5rem}
        .stack{overflow:visible;border:0}
        .records,.records tbody,.records tr,.records td{display:block}
        .records thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .records.live thead{position:static;width:auto;height:auto;overflow:visible;clip-path:none;display:block}
        .records.live thead tr{display:flex;flex-wrap:wrap;gap:0 1rem}
        .records.live th{background:none;border:0;padding:.1rem 0}
        .records tr[hidden]{display:none}
        .records tbody tr{border:1px solid var(--line);border-radius:.5rem;margin:.75rem 0;padding:.25rem .75rem;background:var(--soft)}
        .records td{max-width:none;border:0;padding:.25rem 0;text-align:start;overflow-wrap:anywhere}
        .records td::before{content:attr(data-label);display:block;unicode-bidi:isolate;color:var(--dim);font-size:.8rem;font-style:normal}
        }
        @media print{
        nav,.find{display:none}
        .scroll{overflow:visible;border:0}
        table{font-size:.7rem;overflow-wrap:anywhere}
        thead{display:table-header-group}
        tr{break-inside:avoid}
        th,td{padding:.15rem .3rem;max-width:none;white-space:normal}
        h2,h3{break-after:avoid}
        }
        """;
}
