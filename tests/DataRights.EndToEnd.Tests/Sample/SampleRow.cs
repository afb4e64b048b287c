
namespace DataRights.EndToEnd.Tests.Sample;

/// <summary>A row as read: its columns as plain text (null for null).</summary>
public sealed class SampleRow(IReadOnlyDictionary<string, string?> values)
{
    public string? this[string column] => values[column];

    public bool Has(string column, string value) => values.GetValueOrDefault(column) == value;

    /// <summary>The row with some columns replaced.</summary>
    public SampleRow With(params (string Column, string? Value)[] changes)
    {
        var next = new Dictionary<string, string?>(values);
        foreach (var (column, value) in changes)
        {
            Xunit.Assert.True(next.ContainsKey(column), column);
            next[column] = value;
        }

        return new SampleRow(next);
    }

    public IEnumerable<string> Texts => values.Values.OfType<string>();

    /// <summary>Every column with its name; the same row gives the same text.</summary>
    public override string ToString() => string.Join('|', values.Select(v => $"{v.Key}={v.Value ?? "∅"}"));
}
