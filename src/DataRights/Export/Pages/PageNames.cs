using System.Globalization;
using DataRights.Export.Archive;

namespace DataRights.Export.Pages;

/// <summary>Where pages lie: <c>data/pages/orders.html</c>, its second page <c>orders-2.html</c>; unique, whatever collections are called.</summary>
internal sealed class PageNames
{
    public const string Index = "data/index.html";

    private const string Folder = "data/pages";

    private readonly SafeNames names = new();

    public PageNames() => About = names.Take(Folder, "about.html");

    public string About { get; }

    /// <summary>The names asked for so far, in order; the first is that of the page about the archive.</summary>
    public IReadOnlyList<TakenName> Taken => names.Taken;

    /// <summary>Gives out a name again that an earlier run gave out.</summary>
    public void Take(TakenName name) => names.Take(name.Folder, name.Name);

    public IReadOnlyList<string> Take(string collection, int pages) =>
        [.. Enumerable.Range(1, pages).Select(n => names.Take(Folder, n == 1 ? $"{collection}.html" : string.Create(CultureInfo.InvariantCulture, $"{collection}-{n}.html")))];

    /// <summary>The address of a file of the bag, seen from a page that is not the first one.</summary>
    public static string FromPage(string path) => "../" + path["data/".Length..];

    /// <summary>The address of a page, seen from another one beside it.</summary>
    public static string Beside(string path) => path[(Folder.Length + 1)..];
}
