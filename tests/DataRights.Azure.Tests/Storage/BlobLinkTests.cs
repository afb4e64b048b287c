using System.Net;
using System.Net.Http.Headers;
using System.Web;
using DataRights.Azure.Storage;
using DataRights.Storage;
using DataRights.Testing;

namespace DataRights.Azure.Tests.Storage;

public sealed class BlobLinkTests(SecureAzurite azurite) : IClassFixture<SecureAzurite>
{
    private readonly ManualTimeProvider clock = new(DateTimeOffset.UtcNow);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_an_identity_a_link_of_minutes_reads_the_object_and_nothing_else()
    {
        var store = await SecureStoreAsync();
        await store.TryWriteAsync("archives/a.zip", "content"u8.ToArray(), WriteCondition.None, Token);
        await store.TryWriteAsync("archives/b.zip", "other"u8.ToArray(), WriteCondition.None, Token);
        var link = (await store.LinkAsync("archives/a.zip", clock.GetUtcNow().AddMinutes(10), "my \"data\" – 1.zip", Token))!;
        using var client = azurite.NewClient();
        using var answer = await client.GetAsync(link, Token);
        Assert.Equal("content", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("my \"data\" – 1.zip", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition.DispositionType);
        using var other = await client.GetAsync(new Uri(link.AbsoluteUri.Replace("a.zip?", "b.zip?", StringComparison.Ordinal)), Token);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var deletion = await client.DeleteAsync(link, Token);
        Assert.Equal(HttpStatusCode.Forbidden, deletion.StatusCode);
        var query = HttpUtility.ParseQueryString(link.Query);
        Assert.Equal(("r", "https", "b"), (query["sp"], query["spr"], query["sr"]));
        Assert.NotNull(query["skoid"]);
        Assert.Equal(clock.GetUtcNow().AddMinutes(-5), DateTimeOffset.Parse(query["st"]!, null), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_download_at_a_link_goes_on_where_it_broke_and_not_with_something_else()
    {
        var store = await SecureStoreAsync();
        var content = new byte[100_000];
        Random.Shared.NextBytes(content);
        await store.TryWriteAsync("archives/r.zip", content, WriteCondition.None, Token);
        var link = (await store.LinkAsync("archives/r.zip", clock.GetUtcNow().AddMinutes(10), "r.zip", Token))!;
        using var client = azurite.NewClient();
        using var first = await AskAsync(0, 59_999, null);
        using var rest = await AskAsync(60_000, null, first.Headers.ETag);
        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.PartialContent), (first.StatusCode, rest.StatusCode));
        byte[] both = [.. await first.Content.ReadAsByteArrayAsync(Token), .. await rest.Content.ReadAsByteArrayAsync(Token)];
        Assert.Equal(content, both);

        await store.TryWriteAsync("archives/r.zip", "another"u8.ToArray(), WriteCondition.None, Token);
        using var other = await AskAsync(1, null, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, other.StatusCode);

        Task<HttpResponseMessage> AskAsync(long from, long? to, EntityTagHeaderValue? tag)
        {
            var message = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new(from, to) } };
            if (tag is not null)
            {
                message.Headers.IfMatch.Add(tag);
            }

            return client.SendAsync(message, Token);
        }
    }

    [Fact]
    public async Task No_link_outlives_what_was_asked_for_or_seven_days()
    {
        var store = await SecureStoreAsync();
        var brief = (await store.LinkAsync("x", clock.GetUtcNow().AddMinutes(1), "x", Token))!;
        Assert.Equal(clock.GetUtcNow().AddMinutes(1), EndOf(brief), TimeSpan.FromSeconds(1));
        var days = (await store.LinkAsync("x", clock.GetUtcNow().AddDays(3), "x", Token))!;
        Assert.Equal(clock.GetUtcNow().AddDays(3), EndOf(days), TimeSpan.FromSeconds(1));
        var longest = (await store.LinkAsync("x", clock.GetUtcNow().AddDays(30), "x", Token))!;
        Assert.InRange(EndOf(longest), clock.GetUtcNow().AddDays(6), clock.GetUtcNow().AddDays(7));
    }

    [Fact]
    public async Task A_key_serves_many_links_and_is_renewed_well_before_its_end()
    {
        var store = await SecureStoreAsync();
        var first = KeyOf(await LinkAsync(store));
        Assert.Equal(first, KeyOf(await LinkAsync(store)));
        clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal(first, KeyOf(await LinkAsync(store)));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.NotEqual(first, KeyOf(await LinkAsync(store)));
    }

    [Fact]
    public async Task An_expired_link_is_refused()
    {
        var store = await SecureStoreAsync();
        await store.TryWriteAsync("x", "content"u8.ToArray(), WriteCondition.None, Token);
        var link = await store.LinkAsync("x", clock.GetUtcNow().AddMinutes(-1), "x", Token);
        using var client = azurite.NewClient();
        using var answer = await client.GetAsync(link, Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task With_an_account_key_the_link_is_signed_by_that_key()
    {
        using var store = await AzuriteStores.CreateAsync();
        await store.TryWriteAsync("x", "content"u8.ToArray(), WriteCondition.None, Token);
        var link = (await store.LinkAsync("x", DateTimeOffset.UtcNow.AddMinutes(10), "x.zip", Token))!;
        using var client = new HttpClient();
        Assert.Equal("content", await client.GetStringAsync(link, Token));
        Assert.DoesNotContain("skoid", link.Query, StringComparison.Ordinal);
    }

    private async Task<BlobObjectStore> SecureStoreAsync()
    {
        var store = new BlobObjectStore(azurite.Options(), clock);
        await store.EnsureContainerAsync(Token);
        return store;
    }

    private async Task<Uri> LinkAsync(BlobObjectStore store) => (await store.LinkAsync("x", clock.GetUtcNow().AddMinutes(10), "x", Token))!;

    private static string KeyOf(Uri link) => HttpUtility.ParseQueryString(link.Query)["ske"]!;

    private static DateTimeOffset EndOf(Uri link) => DateTimeOffset.Parse(HttpUtility.ParseQueryString(link.Query)["se"]!, null);
}
