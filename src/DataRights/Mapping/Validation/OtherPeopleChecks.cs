using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>What the map says of other people in a person's rows leads somewhere and can be carried out.</summary>
internal static class OtherPeopleChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var collection in map.Collections.Where(c => !c.IsFiles))
        {
            var path = MapPath.Collection(collection.Name);
            if (collection.Author is { } author)
            {
                Author(map, collection, author, MapPath.Field(path, "author"), findings);
            }

            foreach (var column in collection.Columns)
            {
                Column(map, collection, column, MapPath.Field(MapPath.Field(path, "columns"), column.Name), findings);
            }
        }
    }

    private static void Author(DataMap map, Collection collection, AuthorRule author, string path, MapFindings findings)
    {
        NameChecks.Columns(collection, author.Columns, MapPath.Field(path, "columns"), findings);
        NameChecks.Repeated(author.Columns, MapPath.Field(path, "columns"), findings);
        if (People(map, author.To, MapPath.Field(path, "to"), findings) is not { } to)
        {
            return;
        }

        NameChecks.Columns(to, author.ToColumns, MapPath.Field(path, "toColumns"), findings);
        var there = author.ToColumns.Count > 0 ? author.ToColumns.Count : to.Key.Count;
        if (author.Columns.Count > 0 && there > 0 && author.Columns.Count != there)
        {
            findings.Add(MapCodes.ColumnCount, MapPath.Field(path, "toColumns"), $"{author.Columns.Count} columns name {there}.",
                "List one column in \"toColumns\" for each of \"columns\", in the same order.");
        }
    }

    private static void Column(DataMap map, Collection collection, ColumnRule column, string path, MapFindings findings)
    {
        var about = MapPath.Field(path, "about");
        var names = MapPath.Field(path, "names");
        if (column.About != ColumnAbout.Row)
        {
            if (collection.Key.Contains(column.Name))
            {
                findings.Add(MapCodes.AboutKey, about, $"'{column.Name}' is part of the key, which may not be missing from a row.",
                    "Say with \"names\" whom it names, or take another key.");
            }

            if (column.Names is not null)
            {
                findings.Add(MapCodes.AboutAndNames, names, "A value is either withheld or stands for a person by a number.", "Keep one of \"about\" and \"names\".");
            }
        }

        if ((column.About == ColumnAbout.Author || column.Names is { IsAuthor: true }) && collection.Author is null)
        {
            findings.Add(MapCodes.AuthorMissing, column.Names is { IsAuthor: true } ? names : about, $"It is not said who the author of a row of '{collection.Name}' is.",
                "Add \"author\": { \"columns\": […], \"to\": … } to the collection.");
        }

        if ((column.About != ColumnAbout.Row || column.Names is not null) && column.Export == ColumnExport.Omit)
        {
            findings.Add(MapCodes.AboutOmitted, column.Names is null ? about : names, $"'{column.Name}' is left out for everybody.",
                "Drop \"export\": \"omit\" so that the person sees what is their own, or drop this field.");
        }

        if (column.Names is { Collection: { } name } person && People(map, name, names, findings) is { } to)
        {
            if (person.Column is { } there)
            {
                NameChecks.Columns(to, [there], names, findings);
            }
            else if (to.Key.Distinct().Count() > 1)
            {
                findings.Add(MapCodes.NamesSeveralColumns, names, $"One column cannot name a row of '{to.Name}', whose key has {to.Key.Count}.",
                    $"Name the column there that it holds, as in \"{to.Name}.{to.Key[0]}\".");
            }
        }
    }

    private static Collection? People(DataMap map, string name, string path, MapFindings findings)
    {
        var to = NameChecks.Collection(map, name, path, findings);
        if (to is not { IsFiles: true })
        {
            return to;
        }

        findings.Add(MapCodes.ReferenceToFiles, path, $"'{to.Name}' holds files, which are no people.", "Name a table.");
        return null;
    }
}
