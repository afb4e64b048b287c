using DataRights.Mapping.Expressions;

namespace DataRights.Mapping.Loading;

/// <summary>Reads a retention rule.</summary>
internal sealed class RetentionReader(MapFindings findings)
{
    private readonly LevelReader levels = new(findings);

    public RetentionRule Read(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.Retention, findings);
        reader.Parse("from", MapCodes.BadTable, TableName.Parse);
        reader.Parse("into", MapCodes.BadTable, TableName.Parse);
        var columns = reader.Entries("keep").Select(e => levels.Read(reader, e)).ToList();
        var time = reader.Text("time");
        return new RetentionRule
        {
            Name = reader.Name("name"),
            Source = reader.Text("source"),
            From = reader.Text("from"),
            Time = time,
            Zone = reader.Text("zone"),
            Zoneless = reader.OptionalText("zoneless"),
            Window = reader.Duration("window"),
            Period = reader.Has("period") ? reader.Word("period", MapWords.Periods) : PeriodOf(columns.Find(k => k.Column == time)?.Level),
            Person = reader.Texts("person"),
            Keep = [.. columns.Where(k => k.Level != Generalization.Drop)],
            Dropped = [.. columns.Where(k => k.Level == Generalization.Drop).Select(k => k.Column)],
            Measures = [.. reader.Entries("measures").Select(e => Measure(reader, e)).OfType<Measure>()],
            Into = reader.Text("into"),
            MinimumPeople = reader.Whole("minimumPeople") ?? 0,
            Sensitive = [.. reader.Entries("sensitive").Select(e => Sensitive(reader, e))],
            Dominance = Bound(reader, "dominance", 1, 100) ?? RetentionRule.DefaultDominance,
            Contributions = Bound(reader, "contributions", 1, int.MaxValue),
            Clamps = [.. reader.Entries("clamp").Select(Clamp).OfType<ColumnClamp>()],
            Partitions = reader.Has("partitions") ? reader.Word("partitions", MapWords.PartitionTreatments) : PartitionTreatment.Keep,
            Identities = [.. reader.Items("identities").Select(Identity)],
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

    private IdentityTable Identity(MapNode node)
    {
        var reader = new ObjectReader(node, MapShapes.IdentityTable, findings);
        reader.Parse("from", MapCodes.BadTable, TableName.Parse);
        return new IdentityTable(reader.Text("from"), reader.Text("key"), reader.Text("column"), reader.Text("seen"), reader.Texts("account"));
    }

    private SensitiveColumn Sensitive(ObjectReader reader, MapField field)
    {
        var values = reader.WholeOf(field.Value);
        if (values < 2)
        {
            findings.Add(MapCodes.RetentionBound, field.Value.Path, "With fewer than two values a cell gives the value away.", "Write at least 2.");
        }

        return new SensitiveColumn(field.Name, values ?? 0);
    }

    private int? Bound(ObjectReader reader, string name, int lowest, int highest)
    {
        var number = reader.Whole(name);
        if (number < lowest || number > highest)
        {
            findings.Add(MapCodes.RetentionBound, MapPath.Field(reader.Path, name), $"{number} is no bound.", highest == int.MaxValue ? $"Write a whole number from {lowest} up, or leave it out." : $"Write a percentage from {lowest} to {highest}.");
        }

        return number;
    }

    private ColumnClamp? Clamp(MapField field)
    {
        if (field.Value is not ListNode { Items: [var low, var high] })
        {
            findings.Add(MapCodes.WrongType, field.Value.Path, "Expected a list of two numbers.", "Write the lowest and the highest value that counts: [0, 3600].");
            return null;
        }

        if ((levels.Number(low), levels.Number(high)) is not ({ } lowest, { } highest))
        {
            return null;
        }

        if (lowest >= highest)
        {
            findings.Add(MapCodes.RetentionBound, field.Value.Path, "The first bound is not below the second.", "Write the lowest and the highest value that counts: [0, 3600].");
        }

        return new ColumnClamp(field.Name, lowest, highest);
    }
}
