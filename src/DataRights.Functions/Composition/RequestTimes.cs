using DataRights.Functions.Composition.Settings;
using DataRights.Requests;
using DataRights.Requests.Turns;

namespace DataRights.Functions.Composition;

/// <summary>
/// The engine's times on Service Bus. A message that housekeeping sends again has the id of the lost one, so it must not
/// be sent before duplicate detection has forgotten that: both times are longer than the queues' window of ten minutes.
/// </summary>
internal static class RequestTimes
{
    /// <summary>As many workers a queue as host.json's maxConcurrentCalls has.</summary>
    public static TurnOptions Turns { get; } = new() { Workers = 8 };

    public static RequestOptions Of(HeadSettings settings) => new()
    {
        TimeSlice = settings.TimeSlice,
        RecordsKeptFor = settings.RecordsKeptFor,
        AccountableFor = settings.AccountableFor,
        LostAfter = TimeSpan.FromMinutes(12),
        SilentAfter = TimeSpan.FromMinutes(12),
    };
}
