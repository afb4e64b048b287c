using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Web;
using System.Xml.Linq;

namespace DataRights.Azure.Tests.Files;

/// <summary>
/// A container that keeps versions and soft-deletes them, as the service describes it and Azurite does not: writing or
/// deleting a blob leaves its content as a previous version; deleting a version hides it for the days of retention. The
/// current version cannot be deleted by its id.
/// </summary>
internal sealed class VersionedBlobs(TimeProvider time) : HttpMessageHandler
{
    private readonly List<Stored> stored = [];
    private long clock;

    /// <summary>How long deleted versions can be brought back; null when they are gone at once.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>Names under an immutability policy.</summary>
    public HashSet<string> Immutable { get; } = [];

    /// <summary>Names whose versions the caller may not delete.</summary>
    public HashSet<string> Forbidden { get; } = [];

    /// <summary>What is left, soft-deleted or not.</summary>
    public int Count => stored.Count;

    public void Put(string name, int length)
    {
        foreach (var old in stored.Where(s => s.Name == name))
        {
            old.IsCurrent = false;
        }

        stored.Add(new Stored(name, length, $"v{++clock:d6}") { IsCurrent = true });
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var answer = query["comp"] == "list" ? List(query["prefix"] ?? "", query["include"] ?? "")
            : request.Method == HttpMethod.Delete ? Delete(NameOf(request.RequestUri), query["versionid"])
            : Refuse(HttpStatusCode.MethodNotAllowed, "UnsupportedHttpVerb");
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    // /container/name…
    private static string NameOf(Uri address) => Uri.UnescapeDataString(address.AbsolutePath)[1..].Split('/', 2)[1];

    private HttpResponseMessage List(string prefix, string include)
    {
        var states = include.ToLowerInvariant().Split(',');
        var shown = stored
            .Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(s => s.DeletedOn is null ? s.IsCurrent || states.Contains("versions") : states.Contains("deleted"))
            .OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id, StringComparer.Ordinal);
        var body = new XDocument(new XElement("EnumerationResults", new XElement("Blobs", shown.Select(Blob)), new XElement("NextMarker")));
        var content = new StringContent(body.ToString());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private XElement Blob(Stored s) => new(
        "Blob",
        new XElement("Name", s.Name),
        new XElement("VersionId", s.Id),
        s.IsCurrent ? new XElement("IsCurrentVersion", "true") : null,
        s.DeletedOn is null ? null : new XElement("Deleted", "true"),
        new XElement(
            "Properties",
            new XElement("Last-Modified", DateTimeOffset.UnixEpoch.ToString("R", CultureInfo.InvariantCulture)),
            new XElement("Etag", s.Id),
            new XElement("Content-Length", s.Length),
            new XElement("BlobType", "BlockBlob"),
            s.DeletedOn is { } at ? new XElement("DeletedTime", at.ToString("R", CultureInfo.InvariantCulture)) : null,
            s.DeletedOn is { } since ? new XElement("RemainingRetentionDays", RetentionDays!.Value - (int)(time.GetUtcNow() - since).TotalDays) : null));

    private HttpResponseMessage Delete(string name, string? version)
    {
        if (Immutable.Contains(name))
        {
            return Refuse(HttpStatusCode.Conflict, "BlobImmutableDueToPolicy");
        }

        if (version is not null && Forbidden.Contains(name))
        {
            return Refuse(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
        }

        var found = stored.Find(s => s.Name == name && s.DeletedOn is null && (version is null ? s.IsCurrent : s.Id == version));
        switch (found)
        {
            case null:
                return Refuse(HttpStatusCode.NotFound, "BlobNotFound");
            case { IsCurrent: true } when version is not null:
                return Refuse(HttpStatusCode.Forbidden, "OperationNotAllowedOnRootBlob");
            case { IsCurrent: true }:
                found.IsCurrent = false;
                break;
            case var old when RetentionDays is null:
                stored.Remove(old);
                break;
            default:
                found.DeletedOn = time.GetUtcNow();
                break;
        }

        return new HttpResponseMessage(HttpStatusCode.Accepted);
    }

    private static HttpResponseMessage Refuse(HttpStatusCode status, string code)
    {
        var body = new XDocument(new XElement("Error", new XElement("Code", code), new XElement("Message", code)));
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body.ToString()) };
        answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        answer.Headers.Add("x-ms-error-code", code);
        return answer;
    }

    private sealed class Stored(string name, int length, string id)
    {
        public string Name => name;

        public int Length => length;

        public string Id => id;

        public bool IsCurrent { get; set; }

        public DateTimeOffset? DeletedOn { get; set; }
    }
}
