using System.Text;

namespace DataRights.Samples.Import;

/// <summary>Reads CSV (RFC 4180) record by record.</summary>
internal static class CsvRecords
{
    public static IEnumerable<IReadOnlyList<string>> Read(TextReader reader)
    {
        List<string> record = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (int next; (next = reader.Read()) >= 0;)
        {
            switch ((char)next)
            {
                case '"' when quoted && reader.Peek() == '"':
                    cell.Append((char)reader.Read());
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    record.Add(Take(cell));
                    break;
                case '\r' when !quoted:
                    break;
                case '\n' when !quoted:
                    record.Add(Take(cell));
                    yield return record;
                    record = [];
                    break;
                default:
                    cell.Append((char)next);
                    break;
            }
        }

        if (quoted || record.Count > 0 || cell.Length > 0)
        {
            throw new InvalidDataException("A CSV file breaks off within a record.");
        }
    }

    private static string Take(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }
}
