using System.Security.Cryptography;
using System.Text;

namespace DataRights.Export.Pages;

/// <summary>The page's only style sheet, and the policy that allows it and nothing else.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--fg:#1a1d21;--bg:#fff;--dim:#59616b;--line:#d5dae0;--soft:#f4f6f8;--link:#0a58ca}
        @media(prefers-color-scheme:dark){:root{--fg:#e6e9ed;--bg:#14171a;--dim:#a0a8b2;--line:#363c44;--soft:#1d2126;--link:#8ab4f8}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:70rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg);overflow-wrap:anywhere}
        a{color:var(--link)}
        h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}
        h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line)}
        dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.15rem 1rem;margin:.5rem 0}
        dt{color:var(--dim)}
        dd{margin:0}
        .note{color:var(--dim)}
        .contents{columns:3 15rem;padding-inline-start:1.25rem}
        .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;margin:.75rem 0}
        table{border-collapse:collapse;font-size:.875rem;min-width:100%;overflow-wrap:break-word}
        th,td{padding:.35rem .6rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line);max-width:28rem;min-width:4rem;white-space:pre-wrap}
        th{background:var(--soft);white-space:nowrap}
        tr:last-child td{border-bottom:0}
        .null{color:var(--dim);font-style:italic}
        @media(max-width:36rem){body{padding:.75rem}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
        @media print{.scroll{overflow:visible;border:0}}
        """;

    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'";
}
