using DataRights.Mapping.Expressions;
using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>A reference joins columns that exist, in a way that the engine can carry out.</summary>
internal static class ReferenceChecks
{
    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var collection in map.Collections.Where(c => !c.IsFiles))
        {
            for (var i = 0; i < collection.References.Count; i++)
            {
                var path = MapPath.Item(MapPath.Field(MapPath.Collection(collection.Name), "references"), i);
                Check(map, collection, collection.References[i], path, findings);
            }
        }
    }

    private static void Check(DataMap map, Collection from, Reference reference, string path, MapFindings findings)
    {
        NameChecks.Columns(from, reference.Columns, MapPath.Field(path, "columns"), findings);
        NameChecks.Repeated(reference.Columns, MapPath.Field(path, "columns"), findings);
        NameChecks.Columns(from, PredicateColumns.Of(reference.Where), MapPath.Field(path, "where"), findings);
        Shape(reference, path, findings);
        if (NameChecks.Collection(map, reference.To, MapPath.Field(path, "to"), findings) is not { } to)
        {
            return;
        }

        if (to.IsFiles)
        {
            findings.Add(MapCodes.ReferenceToFiles, MapPath.Field(path, "to"), $"'{to.Name}' holds files, which have no columns to refer to.",
                "Refer to a table; files are reached by their own prefix.");
            return;
        }

        NameChecks.Columns(to, reference.ToColumns, MapPath.Field(path, "toColumns"), findings);
        NameChecks.Columns(to, PredicateColumns.Of(reference.ToWhere), MapPath.Field(path, "toWhere"), findings);
        if (!reference.IsWalked && from.Source != to.Source && !findings.Within(MapPath.Field(path, "owns")))
        {
            findings.Add(MapCodes.ReferenceAcrossSources, path, "A reference into another source that does not own has no effect.",
                "Set \"owns\": true when the rows here belong to the row there, or drop the reference.");
        }
    }

    private static void Shape(Reference reference, string path, MapFindings findings)
    {
        var counts = (reference.Columns.Count, reference.ToColumns.Count);
        if (counts is ( > 0, > 0) && counts.Item1 != counts.Item2)
        {
            findings.Add(MapCodes.ColumnCount, MapPath.Field(path, "toColumns"), $"{counts.Item1} columns refer to {counts.Item2}.",
                "List one column in \"toColumns\" for each of \"columns\", in the same order.");
        }

        if (reference.Compare is JoinTransform.Md5 or JoinTransform.Sha256 && counts.Item1 > 1)
        {
            findings.Add(MapCodes.HashOfSeveralColumns, MapPath.Field(path, "compare"), "A hash is taken of one column, but several are compared.",
                "Compare a single column.");
        }

        if (counts.Item1 > 1 && (reference.Each || reference.Path is not null))
        {
            findings.Add(MapCodes.PathOfSeveralColumns, MapPath.Field(path, "columns"), "A list of values, or a place in JSON, is in one column, but several are named.",
                "Name a single column.");
        }

        if (reference.Via && (reference.Owns || reference.Detach))
        {
            findings.Add(MapCodes.ViaOwns, MapPath.Field(path, "via"), "What a link table leads to belongs to all of its members, and does not point at the link rows.",
                "Write \"owns\": false and drop \"onDelete\"; or drop \"via\" when the rows here are the person's own.");
        }

        if (reference.Detach && reference.Owns)
        {
            findings.Add(MapCodes.DetachOwned, MapPath.Field(path, "onDelete"), "Rows that belong to the deleted row are treated by their own rules, not detached.",
                "Drop \"onDelete\", or set \"owns\": false when the rows merely point there.");
        }
    }
}
