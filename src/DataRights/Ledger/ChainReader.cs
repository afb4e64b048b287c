using System.Text;
using DataRights.Storage;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Ledger;

/// <summary>Reads chains and checks them link by link.</summary>
internal sealed class ChainReader(IObjectStore store)
{
    /// <summary>A request's chain; empty when there is none.</summary>
    public async Task<Chain<LedgerEntry>> EntriesAsync(string reference, CancellationToken cancellationToken)
    {
        var chain = await ReadAsync(LedgerObjects.Chain(reference), EntryFormat.Instance, CanonicalJson.Genesis, cancellationToken);
        var stranger = chain.Links.FirstOrDefault(e => e.Reference != reference);
        return stranger is null ? chain : chain with { Links = [], Fault = new(stranger.Sequence, "it belongs to another chain") };
    }

    /// <summary>A day's chain; empty when there is none. What its first link follows is left to the caller.</summary>
    public Task<Chain<AnchorRecord>> DayAsync(string day, CancellationToken cancellationToken) =>
        ReadAsync(LedgerObjects.Day(day), AnchorFormat.Instance, null, cancellationToken);

    /// <summary>What a day's chain holds beyond what is known of it; null when it does not go on from there, or does not hold.</summary>
    public async Task<Chain<AnchorRecord>?> DayTailAsync(DayIndex known, CancellationToken cancellationToken)
    {
        var name = LedgerObjects.Day(known.Day);
        await using var stream = await store.OpenReadAsync(name, cancellationToken);
        if (stream is null || stream.Length <= known.Length)
        {
            return null;
        }

        stream.Position = known.Length;
        var content = new byte[stream.Length - known.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        var links = new List<AnchorRecord>();
        return Check(content, AnchorFormat.Instance, known.LastHash, links, known.Count) is null ? new(name, links, known.Length + content.Length, null) : null;
    }

    private async Task<Chain<T>> ReadAsync<T>(string name, ILinkFormat<T> format, string? first, CancellationToken cancellationToken)
        where T : IChainLink
    {
        var content = await store.ReadAsync(name, cancellationToken);
        if (content is null)
        {
            return new(name, [], 0, null);
        }

        var links = new List<T>();
        var fault = Check(content.Content, format, first, links);
        return new(name, links, content.Content.Length, fault);
    }

    private static ChainFault? Check<T>(ReadOnlyMemory<byte> content, ILinkFormat<T> format, string? first, List<T> links, int before = 0)
        where T : IChainLink
    {
        if (content.IsEmpty)
        {
            return new(1, "the chain was emptied");
        }

        var (rest, previous) = (content, first);
        while (!rest.IsEmpty)
        {
            var expected = before + links.Count + 1;
            var end = rest.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                return new(expected, "it is cut off in its middle");
            }

            if (Parse(rest[..(end + 1)], format, out var link) is { } malformed)
            {
                return new(expected, malformed);
            }

            if (link!.Sequence != expected)
            {
                return new(expected, link.Sequence > expected
                    ? $"entry {link.Sequence} stands in its place: entries were removed or reordered"
                    : $"entry {link.Sequence} stands in its place: entries were repeated or reordered");
            }

            if (previous is not null && link.Previous != previous)
            {
                return new(expected, "it does not follow the entry before it");
            }

            links.Add(link);
            (rest, previous) = (rest[(end + 1)..], link.Hash);
        }

        return null;
    }

    /// <summary>What is wrong with the line, or null. Any byte that its honest writer would not have written counts.</summary>
    private static string? Parse<T>(ReadOnlyMemory<byte> line, ILinkFormat<T> format, out T? link)
        where T : IChainLink
    {
        link = default;
        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(line.Span))) { DateParseHandling = DateParseHandling.None };
            var json = JObject.Load(reader);
            if ((int?)json["schema"] is not CanonicalJson.Schema)
            {
                return "its schema is unknown";
            }

            link = format.Parse(json);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidCastException or OverflowException or NullReferenceException)
        {
            return "it is not a ledger entry";
        }

        var text = format.Text(link);
        return CanonicalJson.Hash(text) == link.Hash && line.Span.SequenceEqual(CanonicalJson.Line(text, link.Hash))
            ? null
            : "it was changed: its hash does not match its content";
    }
}
