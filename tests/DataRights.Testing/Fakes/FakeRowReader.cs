using System.Globalization;
using DataRights.Sources;

namespace DataRights.Testing.Fakes;

/// <summary>Reads a <see cref="FakeTable"/> row by row.</summary>
public sealed class FakeRowReader(FakeTable table, IReadOnlyList<string> columns, Key? from = null) : IRowReader
{
    private readonly IEnumerator<object?[]> rows = table.Rows.Skip(Passed(from)).GetEnumerator();
    private readonly int[] ordinals = [.. columns.Select(c => table.Schema.Columns.ToList().FindIndex(s => s.Name == c))];
    private int index = Passed(from) - 1;

    public IReadOnlyList<ColumnSchema> Columns { get; } = [.. columns.Select(c => table.Schema.Column(c)!)];

    public bool IsDisposed { get; private set; }

    /// <summary>How many rows there are before the current one.</summary>
    public Key? Position => table.HasPositions ? Key.Of(index.ToString(CultureInfo.InvariantCulture)) : null;

    public Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        index++;
        return table.Failure is { } failure && failure.Row == index ? throw failure.Error : Task.FromResult(rows.MoveNext());
    }

    public void Write(int ordinal, IValueWriter writer) => Write(rows.Current[ordinals[ordinal]], writer);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        rows.Dispose();
        return ValueTask.CompletedTask;
    }

    private static int Passed(Key? from) => from is null ? 0 : int.Parse(from.Values.Single(), CultureInfo.InvariantCulture);

    private static void Write(object? value, IValueWriter writer)
    {
        switch (value)
        {
            case null: writer.Null(); break;
            case bool b: writer.Boolean(b); break;
            case int i: writer.Integer(i); break;
            case long l: writer.Integer(l); break;
            case decimal m: writer.Number(m.ToString(CultureInfo.InvariantCulture)); break;
            case double d: writer.Double(d); break;
            case string s: writer.Text(s); break;
            case byte[] bytes: writer.Bytes(bytes); break;
            case FakeValue other: other.Write(writer); break;
            case object?[] array:
                writer.StartArray();
                foreach (var element in array)
                {
                    Write(element, writer);
                }

                writer.EndArray();
                break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }
}
