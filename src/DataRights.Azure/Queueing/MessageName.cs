using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;

namespace DataRights.Azure.Queueing;

/// <summary>
/// What a message is called in logs. An id of our own shape (UUID, version, copy) is shown; any other may be something
/// that a foreign sender made of a name or an address, so its hash is. The queue's sequence number finds it either way.
/// </summary>
public static partial class MessageName
{
    public static string Of(ServiceBusReceivedMessage message)
    {
        var id = message.MessageId ?? "";
        var shown = Ours().IsMatch(id) ? id : "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16];
        return string.Create(CultureInfo.InvariantCulture, $"{shown}#{message.SequenceNumber}");
    }

    [GeneratedRegex(@"\A[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}(:[0-9]{1,19})?(~[0-9]{1,7})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();
}
