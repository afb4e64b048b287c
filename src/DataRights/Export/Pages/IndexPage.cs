using System.Globalization;
using DataRights.Export.Bag;
using DataRights.Export.Contents;
using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>
/// Writes <c>index.html</c>: what the person opens first. Needs no network and no script, and its policy allows neither; all
/// content is escaped.
/// </summary>
internal static class IndexPage
{
    public const string Path = "data/index.html";

    public static async Task WriteAsync(BagWriter bag, ExportContents contents, CancellationToken cancellationToken)
    {
        var html = new HtmlWriter(await bag.OpenAsync(Path, null, compress: true, cancellationToken));
        WriteHead(html, contents);
        WriteList(html, contents);
        foreach (var (table, index) in contents.Tables.Select((t, i) => (t, i)))
        {
            TableSection.Write(html, table, index);
            await html.DrainAsync(cancellationToken);
        }

        await FileSection.WriteAsync(html, contents, cancellationToken);
        await GapSection.WriteAsync(html, contents, cancellationToken);
        WriteRights(html, contents.Map);
        html.Raw("</main>\n</body>\n</html>\n");
        await html.FlushAsync(cancellationToken);
        await bag.CloseAsync(cancellationToken);
    }

    private static void WriteHead(HtmlWriter html, ExportContents contents)
    {
        var map = contents.Map;
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"")
            .Attribute(PageStyle.Policy)
            .Raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>Your data at ")
            .Attribute(map.Controller.Name)
            .Raw("</title>\n<style>").Raw(PageStyle.Css).Raw("</style>\n</head>\n<body>\n<main>\n<h1>Your data at ").Text(map.Controller.Name).Raw("</h1>\n<p>")
            .Raw(contents.IsPortability
                ? "What you provided and what was observed of you, in a form that other services can read (GDPR Art. 20)."
                : "A copy of the personal data held about you, and how it is used (GDPR Art. 15).")
            .Raw("</p>\n<dl>\n");
        Fact(html, "Answered by", map.Controller.Name);
        Fact(html, "Contact", map.Controller.Contact);
        Fact(html, "Privacy policy", map.Controller.PolicyUrl);
        Fact(html, "Request", contents.Request.Id);
        Fact(html, "Received", Readable(contents.Request.Received));
        Fact(html, "Collected", Readable(contents.Collected));
        foreach (var (source, taken) in contents.Snapshots)
        {
            Fact(html, $"State of {source}", Readable(taken));
        }

        html.Raw("</dl>\n<p class=\"note\">Each table below shows its first rows; the linked JSON files hold all of them. <a href=\"datapackage.json\">datapackage.json</a> describes "
            + "the files for machines, <a href=\"about.json\">about.json</a> holds the facts of this page, and the checksums beside the folder of this page prove that nothing was altered.</p>\n");
    }

    private static void WriteList(HtmlWriter html, ExportContents contents)
    {
        html.Raw("<h2>What is in here</h2>\n<ul class=\"contents\">\n");
        foreach (var (table, index) in contents.Tables.Select((t, i) => (t, i)))
        {
            html.Raw(string.Create(CultureInfo.InvariantCulture, $"<li><a href=\"#t{index}\">")).Text(Title.Of(table.Plan.Collection.Name)).Raw("</a>: ")
                .Number(table.Rows).Raw(table.Rows == 1 ? " record</li>\n" : " records</li>\n");
        }

        html.Raw("<li><a href=\"#files\">Files</a>: ").Number(contents.Files.Count)
            .Raw("</li>\n<li><a href=\"#missing\">What is not in here, and why</a></li>\n<li><a href=\"#rights\">Your rights</a></li>\n</ul>\n");
    }

    private static void WriteRights(HtmlWriter html, DataMap map)
    {
        if (map.Recipients.Count > 0)
        {
            html.Raw("<h2>Who receives your data</h2>\n<ul>\n");
            foreach (var recipient in map.Recipients)
            {
                html.Raw("<li>").Text(recipient.Name).Raw(": ").Text(recipient.Purpose);
                html.Raw(recipient.Country is null ? "" : ", in ").Text(recipient.Country ?? "");
                html.Raw(recipient.Safeguards is null ? "" : "; safeguards: ").Text(recipient.Safeguards ?? "").Raw("</li>\n");
            }

            html.Raw("</ul>\n");
        }

        html.Raw("<h2 id=\"rights\">Your rights</h2>\n<p>You have the right</p>\n<ul>\n");
        foreach (var right in Rights.All)
        {
            html.Raw("<li>").Text(right.Text).Raw(" <span class=\"note\">(GDPR Art. ").Text(right.Article).Raw(")</span></li>\n");
        }

        html.Raw("</ul>\n<p>Write to ").Text(map.Controller.Contact).Raw(" to use them. You can complain to ")
            .Text(map.Controller.ComplaintTo ?? Rights.AnyAuthority).Raw(".</p>\n<p>").Text(Rights.AutomatedDecisions).Raw("</p>\n");
    }

    private static void Fact(HtmlWriter html, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            html.Raw("<dt>").Text(name).Raw("</dt><dd>").Text(value).Raw("</dd>\n");
        }
    }

    private static string Readable(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
