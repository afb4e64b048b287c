using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace DataRights.Cli.Tests.Downloads;

/// <summary>Answers as a host does that keeps one archive in parts, and breaks each body off after so many bytes.</summary>
internal sealed class PartedHost(params byte[][] parts) : HttpMessageHandler
{
    private const string LinkHost = "store.example";

    /// <summary>After how many bytes a body breaks off; null for never.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>Gives links of a store instead of the bytes.</summary>
    public bool GivesLinks { get; init; }

    /// <summary>How often a link may be used.</summary>
    public int LinkUses { get; init; } = int.MaxValue;

    /// <summary>Takes no notice of ranges.</summary>
    public bool IgnoresRanges { get; init; }

    /// <summary>What bodies hold in place of the parts.</summary>
    public byte[]? Instead { get; init; }

    /// <summary>Bodies asked for: the host asked and the first byte.</summary>
    public List<(string Host, long From)> Asked { get; } = [];

    /// <summary>How many links were given.</summary>
    public int Links { get; private set; }

    private int uses;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal(request.RequestUri!.Host == LinkHost ? null : "Bearer person", request.Headers.Authorization?.ToString());
        return Task.FromResult(Answer(request, request.RequestUri));
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, Uri uri)
    {
        if (!uri.Query.Contains("part=", StringComparison.Ordinal))
        {
            return new(HttpStatusCode.OK) { Content = JsonContent.Create(View()) };
        }

        var number = int.Parse(uri.Query.Split('=')[1], CultureInfo.InvariantCulture);
        if (request.Method == HttpMethod.Head)
        {
            return new(HttpStatusCode.OK) { Content = new ByteArrayContent([]) { Headers = { ContentDisposition = new("attachment") { FileName = $"mine-{number}.zip" } } } };
        }

        if (uri.Host == LinkHost && ++uses > LinkUses)
        {
            uses = 0;
            return new(HttpStatusCode.Forbidden);
        }

        if (uri.Host != LinkHost && GivesLinks)
        {
            Links++;
            return new(HttpStatusCode.Found) { Headers = { Location = new($"https://{LinkHost}/blob?part={number}") } };
        }

        return Body(request, uri.Host, Instead ?? parts[number - 1]);
    }

    private HttpResponseMessage Body(HttpRequestMessage request, string host, byte[] whole)
    {
        var from = IgnoresRanges ? 0 : (int)(request.Headers.Range?.Ranges.Single().From ?? 0);
        Asked.Add((host, from));
        var answer = new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream(whole[from..], BreaksAfter)) };
        answer.Content.Headers.ContentRange = from > 0 ? new(from, whole.Length - 1, whole.Length) : null;
        return answer;
    }

    private object View()
    {
        var views = parts.Select((p, i) => new { Part = i + 1, Bytes = p.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(p)) }).ToList();
        return new
        {
            Id = "r1",
            Status = "completed",
            Steps = Array.Empty<object>(),
            Findings = Array.Empty<string>(),
            Archive = new { Bytes = views.Sum(v => v.Bytes), views[0].Sha256, Downloads = 0, Parts = views.Count > 1 ? views : null },
        };
    }
}
