"""The data of now beside the data of an earlier revision: what has changed, and was it told?"""
