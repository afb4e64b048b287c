using System.Globalization;
using System.Text;
using DataRights.Export.Pages.Languages;

namespace DataRights.Export.Pages;

/// <summary>
/// Writes a page piece by piece. <see cref="Raw"/> takes markup of our own only. Whatever comes from data or map goes through
/// <see cref="Text"/>, which escapes every character that HTML gives a meaning, shows control characters and direction
/// overrides as signs, and isolates the direction of the text, so that it cannot reorder what stands around it.
/// </summary>
internal sealed class HtmlWriter(Stream output, PageTexts texts)
{
    private readonly StringBuilder page = new();
    private readonly NumberFormatInfo numbers = new()
    {
        NumberDecimalSeparator = texts.DecimalPoint.ToString(),
        NumberGroupSeparator = texts.GroupSeparator.ToString(),
    };

    public PageTexts Texts => texts;

    public HtmlWriter Raw(string markup)
    {
        page.Append(markup);
        return this;
    }

    public HtmlWriter Text(string text)
    {
        page.Append("<bdi>");
        Escape(text);
        page.Append("</bdi>");
        return this;
    }

    /// <summary>A text of our own, in the page's language; the values in its places are text from data or map.</summary>
    public HtmlWriter Say(string text, params ReadOnlySpan<string> values)
    {
        for (var at = 0; at < text.Length;)
        {
            var place = text.IndexOf('{', at);
            if (place < 0)
            {
                Escape(text[at..]);
                break;
            }

            Escape(text[at..place]);
            Text(values[text[place + 1] - '0']);
            at = place + 3;
        }

        return this;
    }

    public HtmlWriter Number(long value)
    {
        Escape(Readable(value));
        return this;
    }

    public string Readable(long value) => value.ToString("N0", numbers);

    /// <summary>A relative address: each segment percent-encoded, so that it is never a scheme, a query or a fragment.</summary>
    public HtmlWriter Address(string path)
    {
        page.AppendJoin('/', path.Split('/').Select(Uri.EscapeDataString));
        return this;
    }

    public HtmlWriter Link(string path, string text) => Raw("<a href=\"").Address(path).Raw("\">").Text(text).Raw("</a>");

    /// <summary>An attribute's value; the caller writes the quotes.</summary>
    public HtmlWriter Attribute(string text)
    {
        Escape(text);
        return this;
    }

    /// <summary>A name and its value in a list of such; nothing where there is no value.</summary>
    public HtmlWriter Fact(string name, string? value) =>
        value is { Length: > 0 } ? Raw("<dt>").Say(name).Raw("</dt><dd>").Text(value).Raw("</dd>\n") : this;

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (page.Length > 32 * 1024)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(page.ToString()), cancellationToken);
        page.Clear();
    }

    private void Escape(string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => page.Append("&amp;"),
                '<' => page.Append("&lt;"),
                '>' => page.Append("&gt;"),
                '"' => page.Append("&quot;"),
                '\'' => page.Append("&#39;"),
                '`' => page.Append("&#96;"),
                '\n' or '\t' => page.Append(c),
                '\r' => page,
                < ' ' => page.Append((char)(0x2400 + c)),
                >= '\x7f' and < '\xa0' => page.Append('\u2421'),

                // Left-to-right and right-to-left override: no language needs them, and "gpj.exe" reads "exe.jpg" by them.
                '\u202D' or '\u202E' => page.Append(CultureInfo.InvariantCulture, $"⟦U+{(int)c:X4}⟧"),
                _ => page.Append(c),
            };
        }
    }
}
