using DataRights.Export.Contents;
using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>
/// Writes <c>index.html</c>: what the person opens first. It needs no network, and its policy allows none; all content is escaped.
/// </summary>
internal static class IndexPage
{
    public static async Task WriteAsync(PageFrame frame, PageNames names, ExportContents contents, CancellationToken cancellationToken)
    {
        var html = await frame.OpenAsync(PageNames.Index, h => h.Attribute(string.Format(null, contents.Texts.Overview.Title, contents.Map.Controller.Name)), up: false, images: false, cancellationToken);
        WriteHead(html, contents);
        html.Raw("<p><a href=\"").Address(names.About["data/".Length..]).Raw("\">").Say(html.Texts.About.Title).Raw("</a></p>\n");
        PartIndex.Write(html, contents);
        await WriteCardsAsync(html, contents, cancellationToken);
        await GapSection.WriteAsync(html, contents, cancellationToken);
        WriteMachines(html);
        await frame.CloseAsync(html, cancellationToken);
    }

    private static void WriteHead(HtmlWriter html, ExportContents contents)
    {
        var map = contents.Map;
        var texts = html.Texts.Overview;
        html.Raw("<h1>").Say(texts.Title, map.Controller.Name).Raw("</h1>\n<p>").Say(contents.IsPortability ? texts.Portability : texts.Access).Raw("</p>\n<dl>\n");
        html.Fact(texts.AnsweredBy, map.Controller.Name).Fact(texts.Contact, map.Controller.Contact).Fact(texts.Policy, map.Controller.PolicyUrl)
            .Fact(texts.Request, contents.Request.Id).Fact(texts.Received, ReadableTime.Of(contents.Request.Received, html.Texts))
            .Fact(texts.Collected, ReadableTime.Of(contents.Collected, html.Texts));
        html.Raw("</dl>\n");
    }

    private static async Task WriteCardsAsync(HtmlWriter html, ExportContents contents, CancellationToken cancellationToken)
    {
        var texts = html.Texts.Overview;
        html.Raw("<h2>").Say(texts.WhatIsHere).Raw("</h2>\n<ul class=\"cards\">\n");
        foreach (var table in contents.Tables.Where(t => t.Rows > 0))
        {
            WriteCard(html, table.Plan.Collection, table.Pages[0], texts.Records, table.Rows);
            await html.DrainAsync(cancellationToken);
        }

        foreach (var (collection, pages) in contents.FilePages.Select(p => (p.Collection, p.Pages)))
        {
            WriteCard(html, collection, pages[0], texts.Files, contents.Files.LongCount(f => f.Collection == collection.Name));
        }

        html.Raw("</ul>\n");
        if (contents.Tables.Exists(t => t.Rows == 0))
        {
            WriteEmpty(html, contents);
        }

        if (contents.FilePages.Count == 0 && contents.Parts.Count < 2)
        {
            html.Raw("<p>").Say(texts.NoFiles).Raw("</p>\n");
        }
    }

    private static void WriteCard(HtmlWriter html, Collection collection, string page, string count, long number)
    {
        html.Raw("<li>").Link(page["data/".Length..], Title.Of(collection.Name)).Raw("\n<p class=\"note\">").Say(count, html.Readable(number)).Raw("</p>\n");
        if (collection.Description is { Length: > 0 } description)
        {
            html.Raw("<p>").Text(description).Raw("</p>\n");
        }

        html.Raw("</li>\n");
    }

    /// <summary>What was searched without a find: that nothing was found is an answer too.</summary>
    private static void WriteEmpty(HtmlWriter html, ExportContents contents)
    {
        html.Raw("<p>").Say(html.Texts.Overview.NoRecords).Raw(" ");
        foreach (var (table, index) in contents.Tables.Where(t => t.Rows == 0).Select((t, i) => (t, i)))
        {
            html.Raw(index == 0 ? "" : ", ").Link(table.Pages[0]["data/".Length..], Title.Of(table.Plan.Collection.Name));
        }

        html.Raw("</p>\n");
    }

    private static void WriteMachines(HtmlWriter html)
    {
        var texts = html.Texts.Overview;
        html.Raw("<h2>").Say(texts.ForMachines).Raw("</h2>\n<ul>\n<li><a href=\"datapackage.json\">datapackage.json</a> ").Say(texts.DataPackage)
            .Raw("</li>\n<li><a href=\"about.json\">about.json</a> ").Say(texts.AboutFile).Raw("</li>\n<li>").Say(texts.Checksums).Raw("</li>\n</ul>\n");
    }
}
