using System.IO.Compression;
using System.Text.Json;
using DataRights.Requests;
using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

/// <summary>A conversation in the sample's archive: the person's side in full, the others as numbers.</summary>
public sealed class ConversationTests(ThousandPeople thousand) : IClassFixture<ThousandPeople>
{
    [Fact]
    public async Task The_persons_own_words_are_there_and_the_others_are_numbers_without_words()
    {
        const long person = PythonProPeople.Ordinary;
        using var zip = new ZipArchive(new MemoryStream(await SampleArchive.ExportAsync(thousand.Sample, person, ExportFormat.Json, 1_000_000)));
        var messages = Read(zip, "data/tables/main/messages.json").EnumerateArray().ToList();
        var comments = Read(zip, "data/tables/main/comments.json").EnumerateArray().ToList();

        Assert.Equal(thousand.Sample.Count($"SELECT count(*) FROM messages WHERE {person} IN (sender_id, recipient_id)"), messages.Count);
        Assert.Equal(
            thousand.Sample.Rows($"SELECT body FROM messages WHERE sender_id = {person} ORDER BY id").Select(r => (string)r[0]),
            messages.Where(m => m.GetProperty("sender_id").GetString() == "1").Select(m => m.GetProperty("body").GetString()!));
        var received = messages.Where(m => m.GetProperty("sender_id").GetString() != "1").ToList();
        Assert.NotEmpty(received);
        Assert.All(received, m => Assert.Equal(("1", JsonValueKind.Null), (m.GetProperty("recipient_id").GetString(), m.GetProperty("body").ValueKind)));

        // The same number is the same person: in a conversation, and as the moderator of comments.
        var ids = thousand.Sample.Rows($"SELECT id, sender_id, recipient_id FROM messages WHERE {person} IN (sender_id, recipient_id) ORDER BY id").Select(r => ((long)r[1] == person ? r[2] : r[1], (long)r[0])).ToList();
        var numbers = messages.Select(m => new[] { m.GetProperty("sender_id").GetString()!, m.GetProperty("recipient_id").GetString()! }.Single(v => v != "1")).ToList();
        Assert.Equal(ids.Select(i => i.Item1).Distinct().Count(), numbers.Distinct().Count());
        Assert.Equal(ids.Count, ids.Zip(numbers).GroupBy(p => p.First.Item1).Sum(g => g.Select(p => p.Second).Distinct().Count() == 1 ? g.Count() : 0));
        Assert.All(numbers, n => Assert.StartsWith("another person ", n, StringComparison.Ordinal));
        Assert.All(comments.Select(c => c.GetProperty("moderated_by").GetString()).OfType<string>(), n => Assert.StartsWith("another person ", n, StringComparison.Ordinal));
    }

    private static JsonElement Read(ZipArchive zip, string path)
    {
        using var stream = zip.Entries.Single(e => e.FullName.EndsWith("/" + path, StringComparison.Ordinal)).Open();
        return JsonDocument.Parse(stream).RootElement;
    }
}
