console.error("Something went wrong.");
throw new Error("Nobody caught this.");
