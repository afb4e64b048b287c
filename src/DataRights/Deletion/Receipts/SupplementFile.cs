using System.Text;
using DataRights.Signing;
using Newtonsoft.Json.Linq;

namespace DataRights.Deletion.Receipts;

/// <summary>Takes apart a file of supplements: one as it was issued, or the list that <c>…/receipt/supplements</c> answers.</summary>
public static class SupplementFile
{
    /// <summary>The supplements; the whole file as one where it is no list, for the check to say what is wrong with it.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> file) => StrictJson.Object(file.Span)?["supplements"] is JArray list
        ? [.. list.Select(s => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(s.ToString(Newtonsoft.Json.Formatting.None)))]
        : [file];
}
