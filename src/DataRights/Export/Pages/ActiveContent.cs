namespace DataRights.Export.Pages;

/// <summary>Knows by extension the files that may run a program when opened; the page names them but does not link them.</summary>
internal static class ActiveContent
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".bat", ".cmd", ".com", ".cpl", ".docm", ".exe", ".hta", ".htm", ".html", ".jar", ".js", ".jse", ".lnk", ".mht", ".mhtml", ".mjs", ".msi",
        ".pif", ".ps1", ".reg", ".scr", ".sh", ".shtml", ".svg", ".svgz", ".swf", ".url", ".vbe", ".vbs", ".wsf", ".xht", ".xhtml", ".xlsm", ".xml",
        ".xsl", ".xslt",
    };

    /// <summary>Why they are not linked, for programs; the pages say it in their language.</summary>
    public const string Why = "Opening it may run a program, so the pages name it without a link.";

    public static bool Holds(string path) => Extensions.Contains(Path.GetExtension(path));
}
