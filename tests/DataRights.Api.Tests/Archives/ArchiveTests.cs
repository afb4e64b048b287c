using System.Net;
using System.Net.Http.Headers;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Archives;

public sealed class ArchiveTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];

    [Fact]
    public async Task An_archive_is_streamed_whole_with_name_etag_and_length()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync(Archive(host));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Content, await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("my-data.zip", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("\"abc123\"", response.Headers.ETag?.Tag);
        Assert.Equal(["bytes"], response.Headers.AcceptRanges);
        Assert.True(response.Headers.CacheControl?.NoStore);
        await host.Engine.Store.Opened.Single().Closed.WaitAsync(Token);
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_broke()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var message = new HttpRequestMessage(HttpMethod.Get, Archive(host));
        message.Headers.Range = new(150_000, null);
        message.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"abc123\""));
        using var response = await host.Client.SendAsync(message, Token);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(Content[150_000..], await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_range_of_another_archive_gets_the_whole()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var message = new HttpRequestMessage(HttpMethod.Get, Archive(host));
        message.Headers.Range = new(150_000, null);
        message.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"other\""));
        using var response = await host.Client.SendAsync(message, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_range_outside_the_archive_is_refused_and_the_stream_closed()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var message = new HttpRequestMessage(HttpMethod.Get, Archive(host));
        message.Headers.Range = new(Content.Length, null);
        using var response = await host.Client.SendAsync(message, Token);
        await response.ProblemAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "range-not-satisfiable");
        await host.Engine.Store.Opened.Single().Closed.WaitAsync(Token);
    }

    [Fact]
    public async Task A_condition_on_another_archive_is_refused()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var message = new HttpRequestMessage(HttpMethod.Get, Archive(host));
        message.Headers.IfMatch.Add(new EntityTagHeaderValue("\"other\""));
        using var response = await host.Client.SendAsync(message, Token);
        await response.ProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
    }

    [Fact]
    public async Task Head_tells_the_length_without_the_bytes_and_closes_the_stream()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var message = new HttpRequestMessage(HttpMethod.Head, Archive(host));
        using var response = await host.Client.SendAsync(message, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Content.Length, response.Content.Headers.ContentLength);
        await host.Engine.Store.Opened.Single().Closed.WaitAsync(Token);
    }

    [Fact]
    public async Task A_store_with_links_gets_a_redirect_good_for_minutes()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Store.Link = new Uri("https://store.example/a.zip?sig=x%2F");
        using var response = await host.GetAsync(Archive(host));
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(host.Engine.Store.Link.AbsoluteUri, response.Headers.Location?.AbsoluteUri);
        Assert.Equal(host.Engine.Clock.Now.AddMinutes(10), host.Engine.Store.LinkUntil);
        Assert.Empty(host.Engine.Store.Opened);
    }

    [Fact]
    public async Task Whole_downloads_are_counted_and_what_goes_on_with_one_within_an_hour_is_not()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var path = Archive(host);
        host.Engine.Requests.LastDownload = host.Engine.Clock.Now;
        Assert.Equal(1, await CountAsync(_ => { }));
        Assert.Equal(1, await CountAsync(m => m.Method = HttpMethod.Head));
        Assert.Equal(1, await CountAsync(m => m.Headers.Range = new(1, null)));
        Assert.Equal(1, await CountAsync(m => (m.Headers.Range, m.Headers.IfRange) = (new(150_000, 160_000), Tag("abc123"))));
        Assert.Equal(1, await CountAsync(m => m.Headers.IfNoneMatch.Add(new("\"abc123\""))));
        Assert.Equal(1, await CountAsync(m => m.Headers.IfMatch.Add(new("\"other\""))));
        Assert.Equal(2, await CountAsync(m => m.Headers.Range = new(0, 5)));
        Assert.Equal(3, await CountAsync(m => m.Headers.Range = new(null, 5)));
        Assert.Equal(4, await CountAsync(m => (m.Headers.Range, m.Headers.IfRange) = (new(150_000, null), Tag("other"))));
        Assert.Equal(5, await CountAsync(m => m.Headers.TryAddWithoutValidation("Range", "bytes=1-2, 4-5")));
        host.Engine.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(6, await CountAsync(m => m.Headers.Range = new(150_000, null)));

        async Task<int> CountAsync(Action<HttpRequestMessage> with)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, path);
            with(message);
            using var response = await host.Client.SendAsync(message, Token);
            await response.Content.ReadAsByteArrayAsync(Token);
            return host.Engine.Requests.Records.Values.Single().Archive!.Downloads;
        }

        static RangeConditionHeaderValue Tag(string tag) => new(new EntityTagHeaderValue($"\"{tag}\""));
    }

    [Fact]
    public async Task Where_the_store_gives_links_each_is_counted_and_head_gives_none()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Store.Link = new Uri("https://store.example/a.zip?sig=x");
        var path = Archive(host);
        using var head = await host.Client.SendAsync(new(HttpMethod.Head, path), Token);
        Assert.Equal((HttpStatusCode.OK, null, Content.Length, "\"abc123\""), (head.StatusCode, head.Headers.Location, head.Content.Headers.ContentLength, head.Headers.ETag?.Tag));
        for (var number = 1; number <= 2; number++)
        {
            using var response = await host.GetAsync(path);
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
            Assert.Equal(number, host.Engine.Requests.Records.Values.Single().Archive!.Downloads);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_the_limit_nothing_is_handed_out_and_the_answer_says_how_to_get_more(bool link)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var path = Archive(host);
        host.Engine.Store.Link = link ? new Uri("https://store.example/a.zip?sig=x") : null;
        host.Engine.Requests.DownloadFails = new RequestRefusedException("download-limit", "An operator allows more.");
        using var response = await host.GetAsync(path);
        await response.ProblemAsync(HttpStatusCode.TooManyRequests, "download-limit");
        Assert.Null(response.Headers.Location);
        if (!link)
        {
            await host.Engine.Store.Opened.Single().Closed.WaitAsync(Token);
        }
    }

    [Fact]
    public async Task An_operator_allows_more_and_the_view_shows_it()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var path = Archive(host);
        using var first = await host.GetAsync(path);
        using var response = await host.Client.PostAsync(path + "/allow", null, Token);
        var archive = (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("archive");
        Assert.Equal((1, 11), (archive.GetProperty("downloads").GetInt32(), archive.GetProperty("downloadsAllowed").GetInt32()));
        Assert.Equal(["DataRights.Operate"], host.Engine.Requests.Roles);
    }

    [Fact]
    public async Task A_link_never_outlives_the_archive()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Store.Link = new Uri("https://store.example/a.zip");
        var path = Archive(host);
        host.Engine.Clock.Now = FakeRequests.Received.AddDays(7).AddMinutes(-1);
        using var response = await host.GetAsync(path);
        Assert.Equal(FakeRequests.Received.AddDays(7), host.Engine.Store.LinkUntil);
    }

    [Fact]
    public async Task Each_part_of_an_archive_in_parts_is_listed_and_handed_out()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var path = Archive(host);
        var record = host.Engine.Requests.Records.Values.Single();
        ArchivePart[] parts = [new(record.Archive!.ObjectName, "my-data.zip", Content.Length, "abc123"), new("archives/second.zip", "my-data-2.zip", 3, "def456")];
        host.Engine.Store.Objects["archives/second.zip"] = [1, 2, 3];
        host.Engine.Requests.Put(record with { Archive = record.Archive with { Parts = parts } });

        using var view = await host.GetAsync(Routes.Of(record.Id));
        var listed = (await view.JsonAsync(HttpStatusCode.OK)).GetProperty("archive").GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal([$"{path}?part=1", $"{path}?part=2"], listed.Select(p => p.GetProperty("href").GetString()));
        Assert.Equal(["abc123", "def456"], listed.Select(p => p.GetProperty("sha256").GetString()));
        using var first = await host.GetAsync(path);
        Assert.Equal(Content.Length, first.Content.Headers.ContentLength);
        using var second = await host.GetAsync($"{path}?part=2");
        Assert.Equal(("my-data-2.zip", "\"def456\"", 3L), (second.Content.Headers.ContentDisposition?.FileName, second.Headers.ETag?.Tag, second.Content.Headers.ContentLength));
        foreach (var unknown in (string[])["0", "3", "two", "-1", ""])
        {
            using var response = await host.GetAsync($"{path}?part={unknown}");
            await response.ProblemAsync(HttpStatusCode.NotFound, "archive-part-unknown");
        }
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("destroyed")]
    [InlineData("missing")]
    public async Task An_archive_that_is_no_longer_kept_is_gone(string how)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var path = Archive(host);
        var record = host.Engine.Requests.Records.Values.Single();
        switch (how)
        {
            case "expired": host.Engine.Clock.Now = record.Archive!.Expires; break;
            case "destroyed": host.Engine.Requests.Put(record with { Archive = record.Archive! with { Destroyed = FakeRequests.Received } }); break;
            default: host.Engine.Store.Objects.Clear(); break;
        }

        using var response = await host.GetAsync(path);
        await response.ProblemAsync(HttpStatusCode.Gone, "archive-gone");
    }

    [Theory]
    [InlineData(RequestKind.Access, RequestStatus.Running)]
    [InlineData(RequestKind.Portability, RequestStatus.Failed)]
    [InlineData(RequestKind.Deletion, RequestStatus.Completed)]
    public async Task Without_an_archive_the_answer_is_409(RequestKind kind, RequestStatus status)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync(Routes.Of(host.Engine.Requests.Add(kind, status).Id, "archive"));
        await response.ProblemAsync(HttpStatusCode.Conflict, "archive-not-ready");
    }

    [Fact]
    public async Task A_receipt_comes_byte_for_byte()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Add(RequestKind.Deletion, RequestStatus.Completed);
        host.Engine.Requests.Put(record with { Receipt = "receipts/x.json" });
        host.Engine.Store.Objects["receipts/x.json"] = System.Text.Encoding.UTF8.GetBytes(FakeReceipt.Text);
        using var response = await host.GetAsync(Routes.Of(record.Id, "receipt"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(FakeReceipt.Text, await response.Content.ReadAsStringAsync(Token));

        host.Engine.Store.Objects.Clear();
        using var missing = await host.GetAsync(Routes.Of(record.Id, "receipt"));
        await missing.ProblemAsync(HttpStatusCode.InternalServerError, "receipt-missing");
    }

    [Theory]
    [InlineData(RequestKind.Deletion, RequestStatus.Running)]
    [InlineData(RequestKind.Deletion, RequestStatus.Cancelled)]
    [InlineData(RequestKind.Access, RequestStatus.Completed)]
    public async Task Without_a_receipt_the_answer_is_409(RequestKind kind, RequestStatus status)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync(Routes.Of(host.Engine.Requests.Add(kind, status).Id, "receipt"));
        await response.ProblemAsync(HttpStatusCode.Conflict, "receipt-not-ready");
    }

    private static string Archive(ApiHost host)
    {
        var record = host.Engine.Requests.Add(RequestKind.Access, RequestStatus.Completed);
        var name = $"archives/{record.Id}.zip";
        host.Engine.Store.Objects[name] = Content;
        host.Engine.Requests.Put(record with
        {
            Ended = FakeRequests.Received.AddHours(1),
            Archive = new(name, "my-data.zip", Content.Length, "abc123", 5, 0, FakeRequests.Received.AddDays(7), null),
        });
        return Routes.Of(record.Id, "archive");
    }
}
