using DataRights.Cli.Terminal;

namespace DataRights.Cli.Hosting;

/// <summary>What the embedded host says when it has started: where it is, what it is for, and lines to paste.</summary>
internal static class Greeting
{
    public static void Write(Output output, Uri address, EmbeddedSettings settings)
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
            output.Text();
            output.Line($"Try:  curl -sS {at}/api/health");
        }
    }

    private static void WriteSample(Output output, string at)
    {
        output.Text();
        output.Text("Paste into another terminal:");
        output.Text();
        output.Text("# A copy of one person's data: submit, wait, download.");
        output.Line($"id=$({Submit(at, "access", "\"user_id\":\"1\"")})");
        output.Line($"until curl -sf -o my-data.zip {at}/api/requests/$id/archive; do sleep 1; done; unzip -l my-data.zip");
        output.Text();
        output.Text("# Delete another person: submit, look at the plan, wait for the receipt. Leave out waiveGrace to have the 7 days of grace.");
        output.Line($"id=$({Submit(at, "deletion", "\"user_id\":\"2\"", ",\"waiveGrace\":true")})");
        output.Line($"curl -sS {at}/api/requests/$id/plan; echo");
        output.Line($"until curl -sf -o receipt.json {at}/api/requests/$id/receipt; do sleep 1; done; cat receipt.json");
        output.Text();
        output.Text("# All requests; one that cannot be; the state of the sources.");
        output.Line($"curl -sS {at}/api/requests; echo");
        output.Line($"curl -sS {at}/api/requests -H 'Content-Type: application/json' -d '{{\"kind\":\"everything\"}}'; echo");
        output.Line($"curl -sS {at}/api/health; echo");
    }

    private static string Submit(string at, string kind, string identifiers, string more = "") =>
        $"curl -sS {at}/api/requests -H 'Content-Type: application/json' -d '{{\"kind\":\"{kind}\",\"identifiers\":{{{identifiers}}}{more}}}' | grep -o '\"id\":\"[^\"]*' | cut -d'\"' -f4";
}
