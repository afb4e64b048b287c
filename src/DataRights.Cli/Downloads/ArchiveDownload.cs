using System.Security.Cryptography;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Downloads;

/// <summary>
/// Fetches an archive as the person would: all its parts, each under the name that the host gives it, or under the request's where another file has that name. A part that is here already is not fetched
/// again, one that broke off goes on where it broke, also in another run, and each is whole by the SHA-256 in the request's view or not there at all.
/// </summary>
public sealed class ArchiveDownload : IDisposable
{
    private readonly HttpClient http;
    private readonly Func<string> token;

    /// <param name="host">Where the host answers.</param>
    /// <param name="token">A token of the person, signed in of late; asked for before each call.</param>
    public ArchiveDownload(Uri host, Func<string> token)
        : this(host, token, new SocketsHttpHandler { AllowAutoRedirect = false })
    {
    }

    /// <param name="host">Where the host answers.</param>
    /// <param name="token">A token of the person.</param>
    /// <param name="handler">Sends the calls, and follows no redirect: the token is for the host alone. Disposed of with this.</param>
    public ArchiveDownload(Uri host, Func<string> token, HttpMessageHandler handler)
    {
        this.token = token;
        http = new(handler) { BaseAddress = host, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>How long it waits before it asks again where nothing came; longer each time.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Puts the parts into the directory, the first one first.</summary>
    /// <exception cref="CommandException">There is no archive, the host refused, or what came is not the archive. What is here of it stays, for the next call.</exception>
    public async Task<IReadOnlyList<DownloadedPart>> FetchAsync(string request, string directory, CancellationToken cancellationToken)
    {
        var path = $"/api/requests/{Uri.EscapeDataString(request)}";
        using var asked = Ask(HttpMethod.Get, path);
        using var response = await http.SendAsync(asked, cancellationToken);
        var state = await HostAnswer.ReadAsync<RequestState>(response, cancellationToken);
        if (state.Archive is not { Destroyed: null } archive)
        {
            throw new CommandException(state.Archive is null
                ? $"Request {state.Id} is {state.Status}{(state.Outcome is null ? "" : $" with {state.Outcome}")} and has no archive. Ask again once its export is completed."
                : $"The archive of request {state.Id} is no longer kept. Submit a new export.");
        }

        Directory.CreateDirectory(directory);
        var parts = new List<DownloadedPart>();
        foreach (var part in archive.AllParts)
        {
            parts.Add(await FetchAsync(FormattableString.Invariant($"{path}/archive?part={part.Part}"), part, state.Id, directory, cancellationToken));
        }

        return parts;
    }

    public void Dispose() => http.Dispose();

    private async Task<DownloadedPart> FetchAsync(string path, ArchivePartState part, string request, string directory, CancellationToken cancellationToken)
    {
        var own = FormattableString.Invariant($"{request}-{part.Part}.zip");
        var file = Path.Combine(directory, await NameAsync(path, cancellationToken) ?? own);
        if (File.Exists(file) && !await IsHereAsync(file, part, cancellationToken))
        {
            // A host's names are short: two archives of one minute may share them. The request's own is nobody else's.
            file = Path.Combine(directory, own);
        }

        if (File.Exists(file))
        {
            return await IsHereAsync(file, part, cancellationToken)
                ? new(file, part.Bytes, 0)
                : throw new CommandException($"{file} is there and is not part {part.Part} of this archive. Move it away, or choose another directory.");
        }

        var partial = $"{file}.{part.Sha256[..8]}.part";
        long before;
        await using (var target = await PartialFile.OpenAsync(partial, part.Bytes, cancellationToken))
        {
            before = target.Length;
            await new PartDownload(http, () => Ask(HttpMethod.Get, path), part, Rest).CompleteAsync(target, cancellationToken);
        }

        File.Move(partial, file);
        return new(file, part.Bytes, part.Bytes - before);
    }

    /// <summary>The name that a browser would give it; null where the host tells none that is a plain file name. Asking for it is no hand-out.</summary>
    private async Task<string?> NameAsync(string path, CancellationToken cancellationToken)
    {
        using var asked = Ask(HttpMethod.Head, path);
        using var response = await http.SendAsync(asked, cancellationToken);
        var name = response.Content.Headers.ContentDisposition is { } disposition ? (disposition.FileNameStar ?? disposition.FileName)?.Trim('"') : null;
        return name is not null && name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name[0] != '.' ? name : null;
    }

    private static async Task<bool> IsHereAsync(string file, ArchivePartState part, CancellationToken cancellationToken)
    {
        await using var there = File.OpenRead(file);
        return there.Length == part.Bytes && Convert.ToHexStringLower(await SHA256.HashDataAsync(there, cancellationToken)) == part.Sha256;
    }

    private HttpRequestMessage Ask(HttpMethod method, string path) => new(method, path) { Headers = { Authorization = new("Bearer", token()) } };
}
