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
        var keep = reader.Entries("keep").Select(e => new KeptColumn(e.Name, reader.WordOf(e.Value, MapWords.Generalizations))).ToList();
        var time = reader.Text("time");
        return new RetentionRule
        {
            Name = reader.Name("name"),
            Source = reader.Text("source"),
            From = reader.Text("from"),
            Time = time,
            Zone = reader.Text("zone"),
            Window = reader.Duration("window"),
            Person = reader.Texts("person"),
            Period = reader.Has("period") ? reader.Word("period", MapWords.Periods) : PeriodOf(keep.Find(k => k.Column == time)?.Level),
            Keep = keep,
            Measures = [.. reader.Entries("measures").Select(e => Measure(reader, e)).OfType<Measure>()],
            Into = reader.Text("into"),
            MinimumPeople = reader.Whole("minimumPeople") ?? 0,
            Line = reader.Line,
        };
    }

    // Cells of one period never share a row with those of another, but a week published day by day would be seven cells.
    private static PublicationPeriod PeriodOf(Generalization? level) => level switch
    {
        Generalization.Hour or Generalization.Day => PublicationPeriod.Day,
        Generalization.Week => PublicationPeriod.Week,
        _ => PublicationPeriod.Month,
    };

    private static Measure? Measure(ObjectReader reader, MapField field) =>
        reader.ParseOf(field.Value, MapCodes.BadMeasure, text => MeasureParser.Parse(field.Name, text));
}
