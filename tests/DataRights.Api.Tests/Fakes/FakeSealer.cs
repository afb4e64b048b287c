using System.Text;
using DataRights.Subjects;

namespace DataRights.Api.Tests.Fakes;

/// <summary>Binds purpose and owner as a real one does, and turns the bytes around.</summary>
internal sealed class FakeSealer : ISealer
{
    public byte[] Seal(string purpose, string owner, ReadOnlySpan<byte> content)
    {
        var head = Encoding.UTF8.GetBytes($"{purpose}|{owner}|");
        var body = content.ToArray();
        Array.Reverse(body);
        return [.. head, .. body];
    }

    public byte[] Open(string purpose, string owner, ReadOnlySpan<byte> sealedContent)
    {
        var head = Encoding.UTF8.GetBytes($"{purpose}|{owner}|");
        if (!sealedContent.StartsWith(head))
        {
            throw new SealBrokenException(purpose, "altered");
        }

        var body = sealedContent[head.Length..].ToArray();
        Array.Reverse(body);
        return body;
    }
}
