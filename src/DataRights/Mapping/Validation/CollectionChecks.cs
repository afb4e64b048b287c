using DataRights.Mapping.Loading;
using DataRights.Sources;

namespace DataRights.Mapping.Validation;

/// <summary>A collection's own statements: source, table, key, root, columns, and what files cannot have.</summary>
internal static class CollectionChecks
{
    private const string ReservedPrefix = "data_rights_";
    private static readonly string[] TableFields = ["root", "rootKey", "references", "columns", "author", "shared"];

    public static void Run(DataMap map, MapFindings findings)
    {
        var tables = new Dictionary<(string Source, string Table), string>();
        foreach (var collection in map.Collections)
        {
            var path = MapPath.Collection(collection.Name);
            NameChecks.Source(map, collection.Source, MapPath.Field(path, "source"), findings);
            Table(map, collection, tables, path, findings);
            Key(collection, path, findings);
            Because(collection, path, findings);
            if (collection.IsFiles)
            {
                FileFields(map, collection, path, findings);
            }
            else if (findings.Has(MapPath.Field(path, "match")) && collection.Source.Length > 0)
            {
                findings.Add(MapCodes.OnlyForFiles, MapPath.Field(path, "match"), "Only files are picked by a match.", "Drop the field.");
            }
        }
    }

    private static void Table(DataMap map, Collection collection, Dictionary<(string Source, string Table), string> tables, string path, MapFindings findings)
    {
        if (collection.From.Length == 0 || collection.Source.Length == 0)
        {
            return;
        }

        var table = SourceSchema.Normalize(collection.From);
        var from = MapPath.Field(path, "from");

        // SQLite knows 'Users' and 'users' as one table.
        var isSqlite = map.Sources.Any(s => s.Name == collection.Source && s.Kind == SourceKind.Sqlite);
        var place = (collection.Source, isSqlite ? table.ToLowerInvariant() : table);
        if (!tables.TryAdd(place, collection.Name))
        {
            findings.Add(MapCodes.TableMappedTwice, from,
                $"'{tables[place]}' already maps '{table}' of source '{collection.Source}'.", "Merge the two collections into one.");
        }

        if (!collection.IsFiles && table.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(MapCodes.TableReserved, from, $"Tables whose names begin with {ReservedPrefix} belong to this system.", "Drop the collection.");
        }
    }

    private static void Key(Collection collection, string path, MapFindings findings)
    {
        NameChecks.Columns(collection, collection.Key, MapPath.Field(path, "key"), findings);
        NameChecks.Repeated(collection.Key, MapPath.Field(path, "key"), findings);
        var rootKey = MapPath.Field(path, "rootKey");
        if (collection.Root is { } root)
        {
            NameChecks.Columns(collection, root.Identifiers.Select(i => i.Column), MapPath.Field(path, "root"), findings);
            if (findings.Has(rootKey))
            {
                NameChecks.Columns(collection, root.Key, rootKey, findings);
                NameChecks.Repeated(root.Key, rootKey, findings);
            }
        }
        else if (findings.Has(rootKey))
        {
            findings.Add(MapCodes.RootKeyWithoutRoot, rootKey, "There is a rootKey but no root.", "Add \"root\", or drop \"rootKey\".");
        }
    }

    private static void Because(Collection collection, string path, MapFindings findings)
    {
        foreach (var column in collection.Columns.Where(c => c.Export != ColumnExport.Include && c.Because is null))
        {
            var columnPath = MapPath.Field(MapPath.Field(path, "columns"), column.Name);
            findings.Add(MapCodes.BecauseMissing, MapPath.Field(columnPath, "export"),
                "A column is kept from the person without a reason.", "Add \"because\": the reason is shown to the person.");
        }
    }

    private static void FileFields(DataMap map, Collection collection, string path, MapFindings findings)
    {
        foreach (var field in TableFields.Select(f => MapPath.Field(path, f)).Where(findings.Has))
        {
            findings.Add(MapCodes.NotForFiles, field, "Files have neither columns nor references: 'from' says whose they are.", "Drop the field.");
        }

        if (collection.Key is not ["name"])
        {
            findings.Add(MapCodes.NotForFiles, MapPath.Field(path, "key"), "A file's key is its name.", "Drop the field.");
        }

        var from = MapPath.Field(path, "from");
        if (NameChecks.Collection(map, collection.Files!.Collection, from, findings) is not { } owner)
        {
            return;
        }

        if (owner.IsFiles)
        {
            findings.Add(MapCodes.ReferenceToFiles, from, "A placeholder cannot take values from files.", "Take them from a table's columns.");
        }

        NameChecks.Columns(owner, collection.Files.Columns, from, findings);
        if (collection.Files.Match == FileMatch.Tag && map.Sources.Any(s => s.Name == collection.Source && s.Kind != SourceKind.Blobs))
        {
            findings.Add(MapCodes.MatchUnsupported, MapPath.Field(path, "match"), "Only blobs have tags.", "Pick the files by prefix or name.");
        }
    }
}
