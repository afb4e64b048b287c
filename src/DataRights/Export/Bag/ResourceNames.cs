using System.Globalization;
using System.Text;
using DataRights.Export.Contents;

namespace DataRights.Export.Bag;

/// <summary>Names for tables in the data package: lower case, unique, of the characters that both versions of the standard allow.</summary>
internal sealed class ResourceNames
{
    private readonly Dictionary<ExportedTable, string> names = [];

    public ResourceNames(IEnumerable<ExportedTable> tables)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var plain = Plain($"{table.Plan.Collection.Source}.{table.Plan.Collection.Name}");
            var name = plain;
            for (var n = 2; !used.Add(name); n++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{plain}.{n}");
            }

            names[table] = name;
        }
    }

    public static string Plain(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? char.ToLowerInvariant(c) : '-');
        }

        return name.ToString();
    }

    public string Of(ExportedTable table, int part) =>
        part == 0 ? names[table] : string.Create(CultureInfo.InvariantCulture, $"{names[table]}/{part + 1}");

    /// <summary>The resource of a collection that lies in one file; null otherwise, since a foreign key can name only one resource.</summary>
    public string? Whole(string collection) =>
        names.Keys.FirstOrDefault(t => t.Plan.Collection.Name == collection) is { Parts.Count: 1, IsWhole: true } table ? names[table] : null;

    public ExportedTable? Table(string collection) => names.Keys.FirstOrDefault(t => t.Plan.Collection.Name == collection);
}
