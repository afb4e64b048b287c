using System.Net;
using System.Net.Http.Headers;
using DataRights.Cli.Client;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Downloads;

/// <summary>
/// Fetches one part, from the host or from the link it gives, and asks for the rest where a connection breaks. A link is asked for once, since
/// each counts, and again only when it is no longer good.
/// </summary>
internal sealed class PartDownload(HttpClient http, Func<HttpRequestMessage> ask, ArchivePartState part, TimeSpan rest)
{
    private const int BufferSize = 128 * 1024;

    private readonly byte[] buffer = new byte[BufferSize];
    private Uri? link;

    /// <summary>How often in a row nothing may come before it is given up.</summary>
    public const int Attempts = 5;

    /// <summary>Adds to the file until it is whole.</summary>
    /// <exception cref="CommandException">The host refused, the connection broke too often, or what came is something else.</exception>
    public async Task CompleteAsync(PartialFile file, CancellationToken cancellationToken)
    {
        for (var fruitless = 0; file.Length < part.Bytes;)
        {
            var before = file.Length;
            await GoOnAsync(file, cancellationToken);
            fruitless = file.Length > before ? 0 : fruitless + 1;
            if (fruitless == Attempts)
            {
                throw new CommandException($"The download of part {part.Part} broke off {Attempts} times at {file.Length} of {part.Bytes} bytes. Call again later; it goes on from there.");
            }

            if (file.Length < part.Bytes)
            {
                await Task.Delay(rest * fruitless, cancellationToken);
            }
        }

        if (file.Length != part.Bytes || file.Sha256() != part.Sha256)
        {
            file.Restart();
            throw new CommandException($"What came of part {part.Part} is not what the host says it is: its SHA-256 is another. It was discarded; call again.");
        }
    }

    private async Task GoOnAsync(PartialFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await AnswerAsync(file.Length, cancellationToken);
            if (response is null || (int)response.StatusCode >= 500)
            {
                return;
            }

            await HostAnswer.RequireAsync(response, cancellationToken);
            if (response.StatusCode != HttpStatusCode.PartialContent)
            {
                file.Restart();
            }
            else if (response.Content.Headers.ContentRange?.From != file.Length)
            {
                return;
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (file.Length <= part.Bytes && await ReadAsync(body, cancellationToken) is > 0 and var read)
            {
                await file.AppendAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (HttpRequestException)
        {
            // The connection broke, or was not there. The caller counts it.
        }
    }

    /// <summary>Null when the link is no longer good; the next call asks for another.</summary>
    private async Task<HttpResponseMessage?> AnswerAsync(long from, CancellationToken cancellationToken)
    {
        if (link is null)
        {
            using var request = ask();
            Range(request, from);
            request.Headers.IfRange = from > 0 ? new RangeConditionHeaderValue(new EntityTagHeaderValue($"\"{part.Sha256}\"")) : null;
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Found)
            {
                return answer;
            }

            link = answer.Headers.Location;
            answer.Dispose();
        }

        // No token goes along: the link is another host's, and opens by itself.
        using var direct = new HttpRequestMessage(HttpMethod.Get, link);
        Range(direct, from);
        var response = await http.SendAsync(direct, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent || (int)response.StatusCode >= 500)
        {
            return response;
        }

        response.Dispose();
        link = null;
        return null;
    }

    private static void Range(HttpRequestMessage request, long from) => request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;

    /// <summary>How many bytes came; 0 also where the connection broke.</summary>
    private async Task<int> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
