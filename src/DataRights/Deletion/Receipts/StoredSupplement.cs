using DataRights.Signing;
using Newtonsoft.Json.Linq;

namespace DataRights.Deletion.Receipts;

/// <summary>A supplement as it lies in the store: its number, counted from 1, and its bytes as issued.</summary>
public sealed record StoredSupplement(int Number, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether it states these facts, written as <see cref="ReceiptBuilder"/> writes them.</summary>
    internal bool States(string facts) => StrictJson.Object(Content.Span) is { } mine && StrictJson.Object(System.Text.Encoding.UTF8.GetBytes(facts)) is { } asked
        && asked.Properties().All(p => JToken.DeepEquals(mine[p.Name], p.Value));
}
