using System.Globalization;

namespace DataRights.Export.Verification;

/// <summary>Checks the parts of an archive against each other: all of one archive, none missing, none twice, nothing in two of them.</summary>
internal sealed class PartsCheck(List<string> findings)
{
    public void Run(IReadOnlyList<(PartFacts Facts, long Rows)> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        var first = parts[0].Facts;
        foreach (var (part, _) in parts.Where(p => p.Facts.Request != first.Request))
        {
            Find($"Part {part.Number} belongs to another archive: it answers request {part.Request}, not {first.Request}.");
        }

        if (parts.Any(p => !p.Facts.Index.SequenceEqual(first.Index)))
        {
            Find($"The parts do not list the same parts; they were not made together.");
        }

        var numbers = parts.CountBy(p => p.Facts.Number).ToDictionary();
        for (var number = 1; number <= Math.Max(1, first.Index.Count); number++)
        {
            if (!numbers.ContainsKey(number))
            {
                Find($"Part {number} of {first.Index.Count} is missing.");
            }
        }

        foreach (var (number, _) in numbers.Where(n => n.Value > 1))
        {
            Find($"Part {number} was given twice.");
        }

        foreach (var part in parts.DistinctBy(p => p.Facts.Number).Where(p => p.Facts.Index.Count >= p.Facts.Number && p.Facts.Number > 0))
        {
            CompareWithIndex(part.Facts, part.Rows);
        }

        foreach (var path in parts.DistinctBy(p => p.Facts.Number).SelectMany(p => p.Facts.Data).CountBy(p => p, StringComparer.Ordinal).Where(p => p.Value > 1))
        {
            Find($"'{path.Key}' is in {path.Value} parts.");
        }
    }

    private void CompareWithIndex(PartFacts part, long rows)
    {
        var (saidRows, saidFiles) = part.Index[part.Number - 1];
        var files = part.Data.LongCount(p => p.StartsWith("data/files/", StringComparison.Ordinal));
        if ((rows, files) != (saidRows, saidFiles))
        {
            Find($"Part {part.Number} holds {rows} rows and {files} files; the index of parts says {saidRows} and {saidFiles}.");
        }
    }

    private void Find(FormattableString finding) => findings.Add(finding.ToString(CultureInfo.InvariantCulture));
}
