using DataRights.Cli.Terminal;

namespace DataRights.Cli.Hosting;

/// <summary>What the embedded host says when it has started: where it is, what it is for, and lines to paste.</summary>
internal static class Greeting
{
    /// <param name="output">Where to.</param>
    /// <param name="address">Where the host answers.</param>
    /// <param name="settings">What it runs on.</param>
    /// <param name="identifier">The name of an identifier of the map.</param>
    public static void Write(Output output, Uri address, EmbeddedSettings settings, string identifier)
    {
        var at = address.GetLeftPart(UriPartial.Authority);
        output.Line($"Data Rights Functions answers on {at}, to callers on this machine only.");
        output.Text("This host is for development: everybody on this machine may ask it for anybody's data.");
        output.Line($"Its data lies in {settings.DataDirectory}. Stop it with Ctrl+C; what is in flight goes on at the next start.");
        if (settings.MapFile is null)
        {
            WriteSample(output, at);
        }
        else
        {
            WriteOwn(output, at, identifier);
        }
    }

    private static void WriteSample(Output output, string at)
    {
        output.Text();
        output.Text("Paste into another terminal:");
        output.Text();
        output.Text("# A copy of one person's data: submit, wait, download.");
        output.Line($"id=$({Submit(at, "access", "user_id", "1")})");
        output.Line($"{Wait(at)}; curl -sSfL -o my-data.zip {at}/api/requests/$id/archive && unzip -l my-data.zip");
        output.Text();
        output.Text("# What a deletion would do. It waits out 7 days of grace, in which it can be cancelled.");
        output.Line($"id=$({Submit(at, "deletion", "user_id", "2")})");
        output.Line($"curl -sS {at}/api/requests/$id/plan; echo");
        output.Line($"curl -sS -X POST {at}/api/requests/$id/cancel; echo");
        output.Text();
        output.Text("# Delete that person without grace: submit, wait, receipt. Asked again, there is nobody, and so no receipt.");
        output.Line($"id=$({Submit(at, "deletion", "user_id", "2", ",\"waiveGrace\":true")})");
        output.Line($"{Wait(at)}; curl -sS {at}/api/requests/$id/receipt; echo");
        output.Text();
        output.Text("# All requests; one that cannot be; the state of the sources.");
        output.Line($"curl -sS {at}/api/requests; echo");
        output.Line($"curl -sS {at}/api/requests -H 'Content-Type: application/json' -d '{{\"kind\":\"everything\"}}'; echo");
        output.Line($"curl -sS {at}/api/health; echo");
    }

    private static void WriteOwn(Output output, string at, string identifier)
    {
        output.Text();
        output.Text("Paste into another terminal, with the value of a person of yours:");
        output.Text();
        output.Line($"curl -sS {at}/api/health; echo");
        output.Line($"id=$({Submit(at, "access", identifier, "…")})");
        output.Line($"{Wait(at)}; curl -sSfL -o my-data.zip {at}/api/requests/$id/archive && unzip -l my-data.zip");
    }

    private static string Wait(string at) =>
        $"until curl -sS {at}/api/requests/$id | grep -qE '\"status\":\"(completed|failed|cancelled|waiting)\"'; do sleep 1; done";

    private static string Submit(string at, string kind, string identifier, string value, string more = "") =>
        $"curl -sS {at}/api/requests -H 'Content-Type: application/json' -d '{{\"kind\":\"{kind}\",\"identifiers\":{{\"{identifier}\":\"{value}\"}}{more}}}' | grep -o '\"id\":\"[^\"]*' | cut -d'\"' -f4";
}
