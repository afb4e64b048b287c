using System.Reflection;
using Azure.Messaging.ServiceBus;
using DataRights.Functions.Tests.Agreement;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Functions.Tests.EndToEnd.Hosting;

/// <summary>Gives a message to the function whose trigger names the queue, with settings in percent signs resolved, as the platform does.</summary>
internal sealed class QueueFunctions(IServiceProvider services, IConfiguration configuration)
{
    private readonly Dictionary<string, MethodInfo> functions = FunctionList.All
        .Where(f => f.Trigger is ServiceBusTriggerAttribute)
        .ToDictionary(f => Resolve(((ServiceBusTriggerAttribute)f.Trigger).QueueName!, configuration), f => f.Method, StringComparer.Ordinal);

    /// <summary>The queues that some function takes messages from, dead letters among them.</summary>
    public IEnumerable<string> Queues => functions.Keys;

    public Task InvokeAsync(string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        var function = functions[queue];
        object[] given = [message, actions, cancellationToken];
        var arguments = function.GetParameters().Select(p => given.First(p.ParameterType.IsInstanceOfType)).ToArray();
        return (Task)function.Invoke(ActivatorUtilities.CreateInstance(services, function.DeclaringType!), arguments)!;
    }

    private static string Resolve(string expression, IConfiguration configuration)
    {
        var setting = FunctionList.SettingIn(expression);
        return expression.Replace($"%{setting}%", configuration[setting]!, StringComparison.Ordinal);
    }
}
