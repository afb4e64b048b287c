using DataRights.Export.Contents;
using DataRights.Mapping;

namespace DataRights.Export.Pages;

/// <summary>Answers GDPR Art. 15(1)(a) to (h) and 15(2) from the data map; what the map does not say is said to be unsaid.</summary>
internal static class AboutPage
{
    public static async Task WriteAsync(PageFrame frame, PageNames names, ExportContents contents, CancellationToken cancellationToken)
    {
        var map = contents.Map;
        var html = await frame.OpenAsync(names.About, contents.Texts.About.Title, images: false, cancellationToken);
        html.Raw("<h1>").Say(html.Texts.About.Title).Raw("</h1>\n<p>").Say(html.Texts.About.Intro).Raw("</p>\n");
        await WritePurposesAsync(html, map, cancellationToken);
        WriteRecipients(html, map);
        WriteSources(html, map);
        WriteDecisions(html, map);
        WriteRights(html, map);
        WriteSnapshots(html, contents);
        await frame.CloseAsync(html, cancellationToken);
    }

    private static async Task WritePurposesAsync(HtmlWriter html, DataMap map, CancellationToken cancellationToken)
    {
        var texts = html.Texts.About;
        html.Raw("<h2>").Say(texts.Purposes).Raw("</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Attribute(texts.Purposes).Raw("\">\n<table>\n<thead><tr>");
        foreach (var head in new[] { texts.Data, texts.Purpose, texts.Basis, texts.KeptFor, texts.Categories })
        {
            html.Raw("<th scope=\"col\">").Say(head).Raw("</th>");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var collection in map.Collections)
        {
            html.Raw("<tr><th scope=\"row\">").Text(Title.Of(collection.Name)).Raw("</th>");
            Cell(html, collection.Purpose);
            Cell(html, CollectionFacts.Basis(html, collection));
            Cell(html, collection.KeptFor);
            Cell(html, string.Join(", ", collection.Columns.Select(c => c.Category?.Replace('-', ' ')).OfType<string>().Distinct().Order(StringComparer.Ordinal)));
            html.Raw("</tr>\n");
            await html.DrainAsync(cancellationToken);
        }

        html.Raw("</tbody>\n</table>\n</div>\n");
        if (map.Retention.Count > 0)
        {
            html.Raw("<h3>").Say(texts.Anonymized).Raw("</h3>\n<ul>\n");
            foreach (var rule in map.Retention)
            {
                html.Raw("<li>").Say(texts.AnonymizedAfter, Title.Of(rule.Name), ReadableDuration.Of(rule.Window, html.Texts)).Raw("</li>\n");
            }

            html.Raw("</ul>\n");
        }
    }

    private static void Cell(HtmlWriter html, string? value) =>
        _ = value is { Length: > 0 } ? html.Raw("<td>").Text(value).Raw("</td>") : html.Raw("<td class=\"null\">").Say(html.Texts.About.Unsaid).Raw("</td>");

    private static void WriteRecipients(HtmlWriter html, DataMap map)
    {
        var texts = html.Texts.About;
        html.Raw("<h2>").Say(texts.Recipients).Raw("</h2>\n");
        if (map.Recipients.Count == 0)
        {
            html.Raw("<p>").Say(texts.NoRecipients).Raw("</p>\n");
        }

        foreach (var recipient in map.Recipients)
        {
            html.Raw("<h3>").Text(recipient.Name).Raw("</h3>\n<dl>\n").Fact(texts.Purpose, recipient.Purpose).Fact(texts.Country, recipient.Country)
                .Fact(texts.Safeguards, recipient.Safeguards).Raw("</dl>\n");
        }
    }

    private static void WriteSources(HtmlWriter html, DataMap map)
    {
        html.Raw("<h2>").Say(html.Texts.About.Sources).Raw("</h2>\n<p>").Say(html.Texts.About.FromYou).Raw("</p>\n");
        if (map.Collections.Any(c => c.ObtainedFrom is not null))
        {
            html.Raw("<dl>\n");
            foreach (var collection in map.Collections.Where(c => c.ObtainedFrom is not null))
            {
                html.Raw("<dt>").Text(Title.Of(collection.Name)).Raw("</dt><dd>").Text(collection.ObtainedFrom!).Raw("</dd>\n");
            }

            html.Raw("</dl>\n");
        }
    }

    private static void WriteDecisions(HtmlWriter html, DataMap map)
    {
        var texts = html.Texts.About;
        html.Raw("<h2>").Say(texts.Decisions).Raw("</h2>\n");
        if (map.AutomatedDecisions is not { Count: > 0 } decisions)
        {
            html.Raw("<p>").Say(map.AutomatedDecisions is null ? texts.DecisionsUnsaid : texts.NoDecisions).Raw("</p>\n");
            return;
        }

        foreach (var decision in decisions)
        {
            html.Raw("<h3>").Text(decision.What).Raw("</h3>\n<dl>\n").Fact(texts.Logic, decision.Logic).Fact(texts.Consequences, decision.Consequences).Raw("</dl>\n");
        }
    }

    private static void WriteRights(HtmlWriter html, DataMap map)
    {
        var texts = html.Texts.About;
        html.Raw("<h2>").Say(texts.Rights).Raw("</h2>\n<p>").Say(texts.YouHaveTheRight).Raw("</p>\n<ul>\n");
        foreach (var right in Rights.All(html.Texts))
        {
            html.Raw("<li>").Say(right.Text).Raw(" <span class=\"note\">(").Text("GDPR " + right.Article).Raw(")</span></li>\n");
        }

        html.Raw("</ul>\n<p>").Say(texts.UseThem, map.Controller.Contact).Raw("</p>\n<p>").Say(texts.Complain, map.Controller.ComplaintTo ?? texts.AnyAuthority).Raw("</p>\n");
    }

    private static void WriteSnapshots(HtmlWriter html, ExportContents contents)
    {
        html.Raw("<h2>").Say(html.Texts.About.Snapshots).Raw("</h2>\n<p>").Say(html.Texts.About.SnapshotsNote).Raw("</p>\n<dl>\n");
        foreach (var (source, taken) in contents.Snapshots)
        {
            html.Raw("<dt>").Text(contents.Map.Source(source).ReadableName).Raw("</dt><dd><time datetime=\"").Attribute(Bag.DataPackageFile.Moment(taken)).Raw("\">").Text(ReadableTime.Of(taken, html.Texts)).Raw("</time></dd>\n");
        }

        html.Raw("</dl>\n");
    }
}
