using System.Security.Cryptography;
using System.Text;

namespace DataRights.Export.Pages;

/// <summary>The Content Security Policy that each page carries: its own style and script by their hashes, and nothing else.</summary>
internal static class PagePolicy
{
    private static readonly string Strict =
        $"default-src 'none'; style-src {Hash(PageStyle.Css)}; script-src {Hash(PageScript.Code)}; base-uri 'none'; form-action 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    public static string Plain => Strict;

    /// <summary>For pages that show the person's pictures. Some browsers take no file for a page's own ('self') that was opened from disk, so the scheme is named.</summary>
    public static string WithImages { get; } = Strict + "; img-src 'self' file:";

    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
}
