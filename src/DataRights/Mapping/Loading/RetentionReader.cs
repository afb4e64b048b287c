using DataRights.Mapping.Expressions;

namespace DataRights.Mapping.Loading;

/// <summary>Reads a retention rule.</summary>
internal sealed class RetentionReader(MapFindings findings)
{
    public RetentionRule Read(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.Retention, findings);
        reader.Parse("from", MapCodes.BadTable, TableName.Parse);
        reader.Parse("into", MapCodes.BadTable, TableName.Parse);
        return new RetentionRule
        {
            Name = reader.Name("name"),
            Source = reader.Text("source"),
            From = reader.Text("from"),
            Time = reader.Text("time"),
            Zone = reader.Text("zone"),
            Window = reader.Duration("window"),
            Person = reader.Texts("person"),
            Keep = [.. reader.Entries("keep").Select(e => new KeptColumn(e.Name, reader.WordOf(e.Value, MapWords.Generalizations)))],
            Measures = [.. reader.Entries("measures").Select(e => Measure(reader, e)).OfType<Measure>()],
            Into = reader.Text("into"),
            MinimumPeople = reader.Whole("minimumPeople") ?? 0,
            Line = reader.Line,
        };
    }

    private static Measure? Measure(ObjectReader reader, MapField field) =>
        reader.ParseOf(field.Value, MapCodes.BadMeasure, text => MeasureParser.Parse(field.Name, text));
}
