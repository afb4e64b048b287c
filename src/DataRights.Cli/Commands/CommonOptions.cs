using System.CommandLine;
using System.Globalization;
using DataRights.Cli.Hosting;
using DataRights.Export;

namespace DataRights.Cli.Commands;

/// <summary>Options that several commands share, each made anew for its command.</summary>
internal static class CommonOptions
{
    private const int Megabyte = 1_000_000;

    private static readonly int DefaultPartMegabytes = (int)(new ExportOptions().ArchiveSize / Megabyte);

    public static Option<string> Data() => new("--data")
    {
        Description = $"Where the host keeps its data (default: ${DataHome.Variable}, or .data here).",
        DefaultValueFactory = _ => DataHome.Default,
    };

    public static Option<string?> Map() => new("--map") { Description = "The data map (default: the PythonPro sample, with its own data)." };

    public static Option<string[]> Connections()
    {
        var option = new Option<string[]>("--connection")
        {
            Description = "A connection that the map names: NAME=CONNECTION-STRING, or NAME=DIRECTORY for files. May be repeated.",
            HelpName = "NAME=VALUE",
        };
        option.Validators.Add(NamedValues.Validate);
        return option;
    }

    public static Option<string[]> Limits()
    {
        var option = new Option<string[]>("--limit")
        {
            Description = "How many requests may work on a connection of the map at once: NAME=NUMBER (default: 4 for a database). May be repeated.",
            HelpName = "NAME=NUMBER",
        };
        option.Validators.Add(NamedValues.Validate);
        return option;
    }

    public static Option<int> ArchivePart()
    {
        var option = new Option<int>("--archive-part")
        {
            Description = FormattableString.Invariant($"From how many megabytes on an archive goes on in another part, a zip of its own (default: {DefaultPartMegabytes})."),
            HelpName = "MEGABYTES",
            DefaultValueFactory = _ => DefaultPartMegabytes,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !int.TryParse(t.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) || megabytes is < 1 or > 100_000))
            {
                result.AddError("--archive-part must be a whole number from 1 to 100000.");
            }
        });
        return option;
    }

    public static long PartBytesOf(int megabytes) => (long)megabytes * Megabyte;

    public static Option<string?> Webhook() => new("--webhook")
    {
        Description = $"Where changes of requests are announced (default: ${WebhookSettings.Variable}, or nowhere).",
        HelpName = "URL",
        DefaultValueFactory = _ => WebhookSettings.Default,
    };

    public static Option<bool> Azurite() => new("--azurite")
    {
        Description = "Keeps the state in Azurite, the emulator of Azure Blob Storage, instead of a directory; starts one where none answers.",
    };

    public static Option<string> AzuriteEndpoint()
    {
        var option = new Option<string>("--azurite-endpoint")
        {
            Description = $"The blob endpoint of Azurite (default: {AzuriteState.DefaultEndpoint}).",
            DefaultValueFactory = _ => AzuriteState.DefaultEndpoint.AbsoluteUri,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !Uri.TryCreate(t.Value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp))
            {
                result.AddError($"--azurite-endpoint must be an http address like {AzuriteState.DefaultEndpoint}.");
            }
        });
        return option;
    }

    public static AzuriteState? StateOf(bool azurite, string endpoint) => azurite ? new AzuriteState(new Uri(endpoint.TrimEnd('/'))) : null;

    public static Option<int> Port()
    {
        var option = new Option<int>("--port")
        {
            Description = $"The loopback port; 0 takes a free one (default: {EmbeddedSettings.DefaultPort}).",
            DefaultValueFactory = _ => EmbeddedSettings.DefaultPort,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !ushort.TryParse(t.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                result.AddError("--port must be a number from 0 to 65535.");
            }
        });
        return option;
    }
}
