using System.Text;
using DataRights.Queueing;
using Xunit;

namespace DataRights.Tests.Queueing;

public sealed class QueueMessageFormatTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var message = new QueueMessage("0197b3f0-5c1e-7c3a-9a51-2f6b7c8d9e0f", long.MaxValue);
        Assert.Equal(message, QueueMessageFormat.Read(QueueMessageFormat.Write(message), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("canary")]
    [InlineData("""{"schema":1,"requestId":"r-1"}""")]
    [InlineData("""{"schema":1,"version":1}""")]
    [InlineData("""{"schema":1,"requestId":null,"version":1}""")]
    [InlineData("""{"schema":1,"requestId":"../r","version":1}""")]
    [InlineData("""{"schema":1,"requestId":"r-1","version":1,"email":"canary@example.org"}""")]
    [InlineData("""{"schema":1,"requestId":"r-1","version":99999999999999999999}""")]
    [InlineData("""{"schema":1,"requestId":"r-1","version":1} trailing""")]
    [InlineData("""{"schema":99999999999,"requestId":"r-1","version":1}""")]
    public void What_is_no_message_is_malformed(string text)
    {
        Assert.Null(QueueMessageFormat.Read(Encoding.UTF8.GetBytes(text), out var code));
        Assert.Equal("malformed", code);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_more_than_a_message_can_be_are_malformed()
    {
        Assert.Null(QueueMessageFormat.Read([0xff, 0xfe], out _));
        Assert.Null(QueueMessageFormat.Read(Encoding.UTF8.GetBytes("""{"schema":1,"requestId":"r-1","version":1}""" + new string(' ', 2000)), out _));
    }

    [Fact]
    public void Another_schema_is_told_apart()
    {
        Assert.Null(QueueMessageFormat.Read("""{"schema":2,"requestId":"r-1","version":1}"""u8, out var code));
        Assert.Equal("schema-unknown", code);
    }
}
