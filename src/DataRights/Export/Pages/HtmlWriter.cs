using System.Globalization;
using System.Text;

namespace DataRights.Export.Pages;

/// <summary>
/// Writes a page piece by piece. <see cref="Raw"/> takes markup of our own only; whatever comes from data or map goes
/// through <see cref="Text"/>, which escapes every character that HTML gives a meaning, shows control characters as
/// pictures, and isolates the direction of the text, so that it cannot reorder what stands around it.
/// </summary>
internal sealed class HtmlWriter(Stream output)
{
    private readonly StringBuilder page = new();

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

    public HtmlWriter Number(long value)
    {
        page.Append(value.ToString("N0", CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>A relative address: each segment percent-encoded, so that it is never a scheme, a query or a fragment.</summary>
    public HtmlWriter Address(string path)
    {
        page.AppendJoin('/', path.Split('/').Select(Uri.EscapeDataString));
        return this;
    }

    /// <summary>An attribute's value; the caller writes the quotes.</summary>
    public HtmlWriter Attribute(string text)
    {
        Escape(text);
        return this;
    }

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
                _ => page.Append(c),
            };
        }
    }
}
