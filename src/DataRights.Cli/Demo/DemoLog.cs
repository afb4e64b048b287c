using System.Globalization;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Demo;

/// <summary>Writes a line for each step of the demonstration with how long it took.</summary>
internal sealed class DemoLog(Output output, TimeProvider time)
{
    private long began = time.GetTimestamp();

    public void Done(FormattableString what)
    {
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        output.Line($"{seconds,8:0.00} s  {what.ToString(CultureInfo.InvariantCulture)}");
        began = time.GetTimestamp();
    }
}
