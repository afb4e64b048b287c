using DataRights.Export.Rows;
using DataRights.Sources;

namespace DataRights.Export.Screening;

/// <summary>
/// Shows a collection's rows without what is other people's: made once for a collection, and only for one that has such columns. The
/// reader brings the author's columns first, then the plan's.
/// </summary>
internal sealed class RowScreen(IReadOnlyList<string> lead, People? authors, IReadOnlyList<ShownAs> shown, IReadOnlyList<People?> named, Pseudonyms numbers)
{
    private readonly CapturedValue author = new();
    private readonly CapturedValue value = new();
    private readonly PersonWriter people = new(numbers);
    private readonly long[] withheld = new long[shown.Count];
    private readonly long[] numbered = new long[shown.Count];
    private bool isOwn;
    private bool hasAuthor;

    /// <summary>The columns that name the author, read before the plan's.</summary>
    public IReadOnlyList<string> Lead { get; } = lead;

    /// <summary>Values not shown, by the plan's columns.</summary>
    public IReadOnlyList<long> Withheld => withheld;

    /// <summary>Values that became somebody's number, by the plan's columns.</summary>
    public IReadOnlyList<long> Numbered => numbered;

    public bool Changes(int column) => shown[column] != ShownAs.Itself;

    /// <summary>Finds out who wrote the reader's current row. Nobody, or somebody unknown, is not the person.</summary>
    public void StartRow(IRowReader reader)
    {
        (isOwn, hasAuthor) = (false, false);
        if (authors is null)
        {
            return;
        }

        author.Clear();
        for (var i = 0; i < Lead.Count; i++)
        {
            if (i > 0)
            {
                author.Separate();
            }

            if (!author.Add(reader, i))
            {
                return;
            }
        }

        hasAuthor = true;
        isOwn = authors.IsOwn(author.Text);
    }

    /// <summary>Writes a column of the current row that <see cref="Changes"/>.</summary>
    public void Write(IRowReader reader, int column, JsonValueWriter values)
    {
        var ordinal = Lead.Count + column;
        switch (shown[column])
        {
            case ShownAs.AuthorsOwn or ShownAs.Author when isOwn:
                reader.Write(ordinal, values);
                break;
            case ShownAs.Person:
                var (others, kept) = people.Write(reader, ordinal, named[column]!, values);
                numbered[column] += others;
                withheld[column] += kept;
                break;
            default:
                WriteOthers(reader, ordinal, column, values);
                break;
        }
    }

    private void WriteOthers(IRowReader reader, int ordinal, int column, JsonValueWriter values)
    {
        value.Clear();
        reader.Write(ordinal, value);
        if (value.IsNull)
        {
            values.Null();
        }
        else if (shown[column] == ShownAs.Author && hasAuthor)
        {
            numbered[column]++;
            values.Person(authors!.NumberOf(author.Text, numbers));
        }
        else
        {
            // Also a name in a row without an author: it stands for nobody that has a number.
            withheld[column]++;
            values.Withheld();
        }
    }
}
